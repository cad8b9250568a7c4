package build

import "time"

// Stage is what one stage of a build took.
type Stage struct {
	Name   string
	Took   time.Duration
	Inputs int // things it works on
	Reused int // of these, those that it did not have to work on again
}

// stopwatch measures the stages, which run one after the other.
type stopwatch struct{ stages []Stage }

// start begins a stage and returns what ends it.
func (s *stopwatch) start(name string, inputs int) (end func()) {
	began := time.Now()
	s.stages = append(s.stages, Stage{Name: name, Inputs: inputs})
	at := len(s.stages) - 1
	return func() { s.stages[at].Took = time.Since(began) }
}

// reused says of the stage that runs how much of its input it had already.
func (s *stopwatch) reused(n int) { s.stages[len(s.stages)-1].Reused = n }
