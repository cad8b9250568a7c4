package main

import (
	"context"
	"crypto/sha256"
	"debug/buildinfo"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

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
func buildFangzhi(ctx context.Context, p place) (tool, error) {
	binary := filepath.Join(p.dir, executable("fangzhi"))
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=auto", "-o", binary, "./generator")
	cmd.Dir = p.root
	if output, err := cmd.CombinedOutput(); err != nil {
		return tool{}, fmt.Errorf("build Fangzhi: %w\n%s", err, output)
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return tool{}, err
	}
	return tool{[]string{binary}, fmt.Sprintf("Fangzhi at %s, %s", revision(ctx, p.root), info.GoVersion)}, nil
}

// revision names the commit that is checked out. Git is asked, since the go
// command does not look at the checkouts beside the first one of a repository.
func revision(ctx context.Context, root string) string {
	git := func(args ...string) (string, error) {
		out, err := exec.CommandContext(ctx, "git", append([]string{"-C", root}, args...)...).Output()
		return strings.TrimSpace(string(out)), err
	}
	commit, err := git("rev-parse", "--short=12", "HEAD")
	if err != nil {
		return "an unknown revision"
	}
	if changes, err := git("status", "--porcelain"); err != nil || changes != "" {
		return "revision " + commit + " with changes"
	}
	return "revision " + commit
}

// hugoVersion is pinned, so that results of different days can be compared.
const (
	hugoModule  = "github.com/gohugoio/hugo"
	hugoVersion = "v0.165.0"
)

// installHugo installs Hugo into the work folder, once: the standard edition,
// which compiles for minutes.
func installHugo(ctx context.Context, p place) (tool, error) {
	folder := filepath.Join(p.dir, "hugo-"+hugoVersion)
	binary := filepath.Join(folder, executable("hugo"))
	info, err := buildinfo.ReadFile(binary)
	if err != nil || info.Main.Version != hugoVersion {
		cmd := exec.CommandContext(ctx, "go", "install", hugoModule+"@"+hugoVersion)
		cmd.Dir = p.dir
		cmd.Env = append(os.Environ(), "GOBIN="+folder, "CGO_ENABLED=0", "GOFLAGS=")
		if output, err := cmd.CombinedOutput(); err != nil {
			return tool{}, fmt.Errorf("install Hugo: %w\n%s", err, output)
		}
		if info, err = buildinfo.ReadFile(binary); err != nil {
			return tool{}, err
		}
	}
	return tool{[]string{binary}, fmt.Sprintf("Hugo %s, standard edition, %s", info.Main.Version, info.GoVersion)}, nil
}

// peers are the programs from npm, with all that they need, at pinned versions
// whose contents are known by their sums.
//
//go:embed peers/package.json peers/package-lock.json
var peers embed.FS

func installEleventy(ctx context.Context, p place) (tool, error) {
	return installFromNPM(ctx, p, "Eleventy", "@11ty/eleventy")
}

func installPagefind(ctx context.Context, p place) (tool, error) {
	return installFromNPM(ctx, p, "Pagefind", "pagefind")
}

// installFromNPM installs the peers into the work folder, once for each state
// of their lock file, and returns the one whose package has a name.
func installFromNPM(ctx context.Context, p place, title, name string) (tool, error) {
	lock, err := peers.ReadFile("peers/package-lock.json")
	if err != nil {
		return tool{}, err
	}
	folder := filepath.Join(p.dir, fmt.Sprintf("peers-%.12x", sha256.Sum256(lock)))
	complete := filepath.Join(folder, "complete")
	if _, err := os.Stat(complete); err != nil {
		if err := npmInstall(ctx, folder); err != nil {
			return tool{}, fmt.Errorf("install %s: %w", title, err)
		}
		if err := os.WriteFile(complete, nil, 0o666); err != nil {
			return tool{}, err
		}
	}
	installed := filepath.Join(folder, "node_modules", filepath.FromSlash(name))
	var about struct {
		Version string
		Bin     any // one file, or files by the name of the command
	}
	data, err := os.ReadFile(filepath.Join(installed, "package.json"))
	if err == nil {
		err = json.Unmarshal(data, &about)
	}
	if err != nil {
		return tool{}, fmt.Errorf("install %s: %w", title, err)
	}
	file, _ := about.Bin.(string)
	if commands, ok := about.Bin.(map[string]any); ok {
		file, _ = commands[filepath.Base(name)].(string)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return tool{}, fmt.Errorf("install %s: %w", title, err)
	}
	version, err := exec.CommandContext(ctx, node, "--version").Output()
	if err != nil {
		return tool{}, fmt.Errorf("install %s: ask Node for its version: %w", title, err)
	}
	return tool{
		[]string{node, filepath.Join(installed, filepath.FromSlash(file))},
		fmt.Sprintf("%s %s, Node %s", title, about.Version, strings.TrimPrefix(strings.TrimSpace(string(version)), "v")),
	}, nil
}

// npmInstall lays the pinned packages in a folder.
func npmInstall(ctx context.Context, folder string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		data, err := peers.ReadFile("peers/" + name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o666); err != nil {
			return err
		}
	}
	// No package needs its scripts, and none is to run any.
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = folder
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci: %w\n%s", err, output)
	}
	return nil
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
