package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"fangzhi/generator/compile"
	"fangzhi/generator/publish"
	"fangzhi/generator/render"
	"fangzhi/generator/settings"
)

// lockName is the file, in the cache's folder, that a build of the site holds.
const lockName = "lock"

// checkSite refuses a folder that is no site, and an output folder that holds
// sources.
func (b *Builder) checkSite() error {
	_, settingsErr := b.root.Stat(settings.File)
	info, contentErr := os.Stat(filepath.Join(b.options.Site, compile.Content))
	if settingsErr != nil && (contentErr != nil || !info.IsDir()) {
		return fmt.Errorf("%s is not a site: it has neither %s nor a folder %s", b.options.Site, settings.File, compile.Content)
	}
	if b.options.Check {
		return nil
	}
	siteDir, err1 := resolved(b.options.Site)
	out, err2 := resolved(b.out)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("find the output folder: %w", err)
	}
	home, _ := os.UserHomeDir()
	if home != "" {
		home, _ = resolved(home)
	}
	for _, forbidden := range []string{siteDir, home} {
		if forbidden != "" && within(forbidden, out) {
			return fmt.Errorf("%s cannot be the output folder: it holds %s", b.out, forbidden)
		}
	}
	for _, sources := range []string{compile.Content, render.Folder, cacheFolder, "generator", ".git"} {
		// The folder may itself be a link to where the sources are.
		folder, err := resolved(filepath.Join(siteDir, sources))
		if err == nil && (within(out, folder) || within(folder, out)) {
			return fmt.Errorf("%s cannot be the output folder: it is part of the site's sources", b.out)
		}
	}
	return nil
}

// resolved is the absolute path of what a path leads to, as far as it exists:
// a folder that a link leads to is the same folder.
func resolved(name string) (string, error) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(absolute)
	if err == nil {
		return real, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if info, err := os.Lstat(absolute); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", fmt.Errorf("%s is a symbolic link that leads nowhere", name)
	}
	parent, err := resolved(filepath.Dir(absolute))
	return filepath.Join(parent, filepath.Base(absolute)), err
}

// within tells whether a path is folder itself or lies below it. Paths that
// differ in letter case are told apart by the file system alone.
func within(path, folder string) bool {
	target, err := os.Stat(folder)
	for {
		if path == folder {
			return true
		}
		if info, statErr := os.Stat(path); err == nil && statErr == nil && os.SameFile(info, target) {
			return true
		}
		above := filepath.Dir(path)
		if above == path {
			return false
		}
		path = above
	}
}

// lock makes sure that no other build of the site, nor any other that
// publishes into the same folder, runs until release is called. It opens the
// output folder the first time.
func (b *Builder) lock(ctx context.Context) (release func(), err error) {
	site, err := b.lockSite(ctx)
	if err != nil {
		return nil, err
	}
	b.listedAhead = nil // a build that failed may have left it
	if b.output == nil {
		b.listAhead()
		if err := b.openOutput(); err != nil {
			site()
			return nil, err
		}
	}
	folder, err := b.output.Lock(ctx, func() {
		b.listedAhead = nil // files may change while it waits
		b.notice(fmt.Sprintf("waiting for another build that publishes into %s ...", b.out))
	})
	release = func() {
		folder.Release()
		site()
	}
	if err == nil {
		err = b.output.Refresh()
	}
	if err != nil {
		release()
		return nil, err
	}
	if b.options.Once && b.options.Written == nil {
		b.output.Gather()
	}
	if b.options.Clean && !b.cleared {
		b.output.Anew()
		b.cleared = true
	} else if !b.loaded {
		b.output.Survey() // all files are looked at, while the notes are
	}
	return release, nil
}

// lockSite waits until no other build of the site runs. A site whose cache
// cannot be written needs no lock, since nothing is kept there.
func (b *Builder) lockSite(ctx context.Context) (release func(), err error) {
	folder, err := b.root.OpenCache(cacheFolder)
	if err != nil {
		return func() {}, ctx.Err()
	}
	l, err := publish.Acquire(ctx, folder, lockName, func() { b.notice("waiting for another build of this site ...") })
	if err != nil {
		folder.Close()
		return nil, err
	}
	return func() {
		l.Release()
		folder.Close()
	}, nil
}

// saveLocked keeps what was learned while no other build does the same.
func (b *Builder) saveLocked() error {
	if b.cache == nil || !b.cache.dirty {
		return nil
	}
	release, err := b.lockSite(context.Background())
	if err != nil {
		return err
	}
	defer release()
	return b.save()
}

func (b *Builder) notice(line string) {
	if b.options.Notice != nil {
		b.options.Notice(line)
	}
}
