// Package matrix lays what notes state side by side: attributes of like notes
// in order of time, with what changed from one to the next, and powers against
// actors, with who held which share of them when. It takes plain data and
// gives plain data; it knows no notes and no HTML.
package matrix
