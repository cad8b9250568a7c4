// Package templates holds the default theme: page templates, messages, style
// sheets and client modules, compiled into the program. A site may take the place of any
// of its files by one of the same name in its own templates folder.
package templates

import "embed"

// FS holds the theme's files by their path in this folder.
//
//go:embed *.html partials assets messages
var FS embed.FS
