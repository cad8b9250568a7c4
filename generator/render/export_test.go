package render

// Exported is the name that client modules import a message by.
var Exported = exported
