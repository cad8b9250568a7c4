package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// journal keeps what has been measured, so that a bench that was stopped goes
// on where it was. It is a file of lines: the first says what was measured,
// and each other one holds a step and its result.
type journal struct {
	name string
	done map[string]json.RawMessage
}

// line is one step of a journal.
type line struct {
	Step   string
	Result json.RawMessage
}

// openJournal reads the journal with a name, if it was written for the same
// programs; otherwise, or where fresh is set, it begins anew.
func openJournal(name, programs string, fresh bool) (*journal, error) {
	j := &journal{name: name, done: map[string]json.RawMessage{}}
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	head, err := json.Marshal(line{Step: programs})
	if err != nil {
		return nil, err
	}
	head = append(head, '\n')
	if rest, same := bytes.CutPrefix(data, head); same && !fresh {
		for text := range bytes.Lines(rest) {
			var l line
			if json.Unmarshal(text, &l) == nil { // else empty, or torn when the bench was stopped
				j.done[l.Step] = l.Result
			}
		}
		return j, nil
	}
	return j, os.WriteFile(name, head, 0o666)
}

// step returns the result of an earlier run of a step, or else runs it and
// takes its result down.
func step[T any](j *journal, name string, do func() (T, error)) (T, error) {
	var result T
	if data, done := j.done[name]; done {
		return result, json.Unmarshal(data, &result)
	}
	result, err := do()
	if err != nil {
		return result, err
	}
	data, err := json.Marshal(result)
	if err != nil {
		return result, err
	}
	text, err := json.Marshal(line{name, data})
	if err != nil {
		return result, err
	}
	f, err := os.OpenFile(j.name, os.O_APPEND|os.O_WRONLY, 0o666)
	if err != nil {
		return result, err
	}
	// The first line break ends what may be torn.
	if _, err := fmt.Fprintf(f, "\n%s\n", text); err != nil {
		return result, errors.Join(fmt.Errorf("keep the result of %s: %w", name, err), f.Close())
	}
	return result, f.Close()
}

// remove ends the journal: all is told.
func (j *journal) remove() error { return os.Remove(j.name) }
