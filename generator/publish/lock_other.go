//go:build !windows && (!unix || solaris || aix)

package publish

import "os"

const removalPending = false

func lock(*os.File) error { return errUnsupported }
