package main

import (
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"fangzhi/generator/bench/corpus"
)

// program is one that is measured.
type program struct {
	name  string // on the command line
	title string // in the table
	form  corpus.Form
	// ready makes the binary unless it is there, and describes its version.
	ready func(context.Context, place) (binary, version string, err error)
	// arguments are those of a build of the folder site into out.
	arguments func(site, out string, cold bool) []string
	// leavings are what it writes besides its output, below the site; they
	// are removed before a cold run.
	leavings []string
}

// referenceTitle is the program that the others are set in proportion to.
const referenceTitle = "Hugo"

// programs is all of them, in the order of the table.
var programs = []program{
	{
		name: "fangzhi", title: "Fangzhi", form: corpus.Fangzhi, ready: buildFangzhi,
		arguments: func(site, out string, cold bool) []string {
			args := []string{"build", "--site", site, "--out", out}
			if cold {
				args = append(args, "--clean")
			}
			return args
		},
		leavings: []string{".fangzhi", "permalinks.tsv"},
	},
	{
		name: "hugo", title: referenceTitle, form: corpus.Hugo, ready: installHugo,
		arguments: func(site, out string, cold bool) []string {
			args := []string{"build", "--source", site, "--destination", out, "--noBuildLock",
				"--cacheDir", filepath.Join(site, "cache")}
			if cold {
				args = append(args, "--ignoreCache")
			}
			return args
		},
		leavings: []string{"resources", "cache"},
	},
	{
		name: "probe", title: "limit probe", form: corpus.Hugo,
		ready: func(_ context.Context, p place) (string, string, error) {
			return p.self, fmt.Sprintf("Limit probe: goldmark %s, %s", moduleVersion("github.com/yuin/goldmark"), runtime.Version()), nil
		},
		arguments: func(site, out string, _ bool) []string {
			return []string{"probe", "--content", filepath.Join(site, "content"), "--out", out}
		},
	},
}

// programNames is the names of all programs as --peers takes them.
func programNames() string {
	names := make([]string, len(programs))
	for i, p := range programs {
		names[i] = p.name
	}
	return strings.Join(names, ",")
}

// parsePrograms reads "hugo,probe", in the order of the table.
func parsePrograms(list string) ([]program, error) {
	wanted := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		wanted[strings.TrimSpace(name)] = true
	}
	var chosen []program
	for _, p := range programs {
		if wanted[p.name] {
			chosen = append(chosen, p)
			delete(wanted, p.name)
		}
	}
	for name := range wanted {
		return nil, fmt.Errorf("--peers: no program is called %q; there are %s", name, programNames())
	}
	return chosen, nil
}

// place is where programs are made.
type place struct {
	root string // of this module
	dir  string // the work folder
	self string // this program's binary
}

// findPlace locates the module and this binary, and refuses a work folder
// within the module: what is made there would be taken for notes.
func findPlace(ctx context.Context, dir string) (place, error) {
	self, err := os.Executable()
	if err != nil {
		return place{}, err
	}
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Path}} {{.Dir}}").Output()
	path, root, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	if err != nil || path != "fangzhi" {
		return place{}, errors.Join(errors.New("run the bench from a checkout of Fangzhi"), err)
	}
	refusal := usageError{fmt.Errorf("the work folder %s is inside the checkout", dir)}
	if inside(root, dir) {
		return place{}, refusal // before anything is made there
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return place{}, err
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return place{}, err
	}
	realRoot, err := filepath.EvalSymlinks(root)
	if err != nil {
		return place{}, err
	}
	if inside(realRoot, real) {
		return place{}, refusal
	}
	return place{root: root, dir: real, self: self}, nil
}

// inside tells whether dir is root or below it, by their names.
func inside(root, dir string) bool {
	rel, err := filepath.Rel(root, dir)
	return err == nil && filepath.IsLocal(rel)
}

// executable is the file name of a program on this system.
func executable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// buildFangzhi builds the checkout.
func buildFangzhi(ctx context.Context, p place) (binary, version string, err error) {
	binary = filepath.Join(p.dir, executable("fangzhi"))
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=auto", "-o", binary, "./generator")
	cmd.Dir = p.root
	if output, err := cmd.CombinedOutput(); err != nil {
		return "", "", fmt.Errorf("build Fangzhi: %w\n%s", err, output)
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return "", "", err
	}
	return binary, fmt.Sprintf("Fangzhi at %s, %s", revision(info), info.GoVersion), nil
}

// revision names the commit that a binary was built from.
func revision(info *debug.BuildInfo) string {
	commit, modified := "an unknown revision", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = "revision " + s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = " with changes"
		}
	}
	return commit + modified
}

// hugoVersion is pinned, so that results of different days can be compared.
const (
	hugoModule  = "github.com/gohugoio/hugo"
	hugoVersion = "v0.165.0"
)

// installHugo installs Hugo into the work folder, once: the standard edition,
// which compiles for minutes.
func installHugo(ctx context.Context, p place) (binary, version string, err error) {
	folder := filepath.Join(p.dir, "hugo-"+hugoVersion)
	binary = filepath.Join(folder, executable("hugo"))
	info, err := buildinfo.ReadFile(binary)
	if err != nil || info.Main.Version != hugoVersion {
		cmd := exec.CommandContext(ctx, "go", "install", hugoModule+"@"+hugoVersion)
		cmd.Dir = p.dir
		cmd.Env = append(os.Environ(), "GOBIN="+folder, "CGO_ENABLED=0", "GOFLAGS=")
		if output, err := cmd.CombinedOutput(); err != nil {
			return "", "", fmt.Errorf("install Hugo: %w\n%s", err, output)
		}
		if info, err = buildinfo.ReadFile(binary); err != nil {
			return "", "", err
		}
	}
	return binary, fmt.Sprintf("Hugo %s, standard edition, %s", info.Main.Version, info.GoVersion), nil
}

// moduleVersion is the version of a module that this program is built with.
func moduleVersion(path string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == path {
				return module.Version
			}
		}
	}
	return "of an unknown version"
}
