package main

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){
		"fangzhi": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// tests are those of this package: after the last, the browser is closed that
// some of them share.
type tests struct{ *testing.M }

func (t tests) Run() int {
	defer closeChromium()
	return t.M.Run()
}

// TestScripts runs the program as its users do: each script in
// testdata/script is a small site and what is typed about it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"readonly": readonly,
		},
		Condition: func(condition string) (bool, error) {
			return condition == "root" && os.Geteuid() == 0, nil
		},
	})
}

// readonly puts a file in the place of a folder that is to be written, which
// stops even root from writing there.
func readonly(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) != 1 {
		ts.Fatalf("usage: readonly PATH")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("a file"), 0o444))
}
