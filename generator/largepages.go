//go:build linux && (amd64 || arm64)

package main

import (
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/unix"
)

// largePage is the size, in bytes, of the pages that are asked for: on most
// processors the next larger than the usual ones.
const largePage = 2 << 20

// askForLargePages asks the kernel to hand out memory in large pages, where it
// has some, up to so many bytes and to half of what the machine has. Of usual
// pages a build of ten thousand notes takes more than a hundred thousand, and is
// interrupted for each. Whether the kernel heeds it changes nothing else.
func askForLargePages(bytes int64) {
	var machine unix.Sysinfo_t
	if unix.Sysinfo(&machine) != nil {
		return
	}
	bytes = min(bytes, int64(machine.Totalram*uint64(machine.Unit)/2)) / largePage * largePage
	region := make([]byte, bytes+largePage) // as nobody touches it, it takes up no memory
	past := uintptr(unsafe.Pointer(unsafe.SliceData(region))) % largePage
	unix.Madvise(region[largePage-past:][:bytes], unix.MADV_HUGEPAGE) // which fails where the kernel has none
	// The kernel goes by addresses, whoever has them. The runtime gets them back,
	// and what is allocated from now on lies there first.
	region = nil
	debug.FreeOSMemory()
}
