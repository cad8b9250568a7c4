package report

// reading tells how the numbers came about.
const reading = `
## How to read this

*Cold*: no output and no cache of the program's own is there; the notes are in
the system's file cache. *Unchanged*: run again on what the cold run left, with
nothing edited. *One body changed*: run again with a sentence added to one
note. Processor time counts all cores, and child processes. Peak memory is the
most that was resident in one process. Fangzhi asks for large pages, of 2 MB, for
its memory; none of the others does. Behind ÷ stand three ratios of medians:
of wall time, of processor time and of peak memory.

The *limit probe* reads, parses and renders every note with goldmark, executes
one template around it and writes one file, on all cores, and does nothing
else: no links, lists, feeds or search. *Hugo* builds the same notes with plain
links and a plain theme: no backlinks, no search, no citations. *Hugo with
relref* does it with the shortcode by which Hugo finds the note that a link
names, and complains where there is none, as Fangzhi does of each of its links.
*Pagefind* reads Hugo's pages; what both took one after the other is
*Hugo + Pagefind*.
*Eleventy* renders the same notes with one plain layout: no lists, no tags, no
feeds.

*From an edit to its page*: the clock starts before the file is written and
stops when a page with the new text has been received. The page is asked for
over and over, over one connection and a millisecond after each answer: so up to
a millisecond is lost to the rhythm of asking, and the asking leaves the cores to
the server. Each edit is of another note, drawn by the seed, and comes when the
server has come to rest. Hugo's server runs with its usual settings, which make
only pages again that were looked at.

*Search*: each query is made in a browser that has nothing of the search, on
loopback, over a server that compresses what is text. What is counted is the
bodies of all files that the search loads until the first four results are
there, the program that runs in the browser included; pages and their styles
are not. A kB is 1000 bytes. The time is that from the last key, typed at 12 keys a second into the
search's own dialog, to the results in the page; where the dialog waits before
it searches, that counts. Pagefind reads the element <main> of all pages. What
Fangzhi's index costs is taken from a profile of a cold build: its processor
time, and that time spread over the cores; its peak memory is that of the whole
build. Edits and searches are measured on 10,000 notes and more, and peers on
no more than 10,000.
`
