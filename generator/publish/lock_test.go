package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fangzhi/generator/fingerprint"
)

func TestALockIsHeldByOneAtATime(t *testing.T) {
	dir := t.TempDir()
	first, second := open(t, dir, nil), open(t, dir, nil)
	held, err := first.Lock(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	waits := make(chan struct{})
	got := make(chan *Lock)
	go func() {
		l, err := second.Lock(context.Background(), func() { close(waits) })
		if err != nil {
			t.Error(err)
		}
		got <- l
	}()
	<-waits
	select {
	case <-got:
		t.Fatal("two hold the lock")
	default:
	}
	held.Release()
	(<-got).Release()
	if _, err := os.Stat(filepath.Join(dir, lockFile)); err == nil {
		t.Error("the lock's file is left")
	}
}

func TestAStaleLockDoesNotBlock(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, lockFile), []byte("of a dead process"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := open(t, dir, nil).Lock(context.Background(), func() { t.Error("it waits") })
	if err != nil {
		t.Fatal(err)
	}
	l.Release()
}

func TestWaitingForALockCanBeGivenUp(t *testing.T) {
	dir := t.TempDir()
	held, err := open(t, dir, nil).Lock(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Release()
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := open(t, dir, nil).Lock(ctx, cancel); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestWhatAnotherProcessPublishedIsKnown(t *testing.T) {
	dir := t.TempDir()
	long := open(t, dir, nil)
	publishAll(t, long, map[string]string{"a": "a"})
	publishAll(t, open(t, dir, nil), map[string]string{"a": "a", "b": "b"})
	if err := long.Refresh(); err != nil {
		t.Fatal(err)
	}
	removed := publishAll(t, long, map[string]string{"a": "a"})
	if len(removed) != 1 || read(t, dir, "b") != "nothing" {
		t.Errorf("removed %q", removed)
	}
}

func TestLinksInTheOutputAreLeftAlone(t *testing.T) {
	for _, c := range []struct{ what, link string }{
		{"in place of a page", "a/index.html"},
		{"in place of a folder", "a"},
	} {
		dir := t.TempDir()
		o := open(t, dir, nil)
		publishAll(t, o, map[string]string{"a/index.html": "a"})
		mine := filepath.Join(dir, "mine")
		if err := os.MkdirAll(mine, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(mine, "index.html"), []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		target := "mine"
		if c.link != "a" {
			target = "../mine/index.html"
		}
		if err := os.RemoveAll(filepath.Join(dir, c.link)); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, filepath.Join(dir, c.link)); err != nil {
			t.Fatal(err)
		}
		if err := o.Begin([]string{"a/index.html"}); err != nil {
			t.Fatal(err)
		}
		var foreign *ForeignError
		if _, err := o.Write("a/index.html", fingerprint.Of("b"), []byte("bbbb")); !errors.As(err, &foreign) {
			t.Errorf("a link %s: %v", c.what, err)
		}
		if _, err := o.Finish(nil); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(filepath.Join(dir, c.link)); err != nil || read(t, mine, "index.html") != "mine" {
			t.Errorf("a link %s, or what it leads to, was touched: %v", c.what, err)
		}
	}
}
