// The table of contents: open beside the text, folded above it, and marking
// the section that is being read.
import { beside } from "./contents-early";

const wide = matchMedia(beside);

/** Keeps the table of contents open where there is room for it. */
export function foldContents(): void {
  const fold = (): void => {
    const details = document.querySelector<HTMLDetailsElement>(".contents details");
    if (details && details.open !== wide.matches) details.open = wide.matches;
  };
  fold();
  wide.onchange = fold;
}

let listening = new AbortController();

/** Marks in the table of contents the section that is being read. */
export function followContents(): void {
  listening.abort();
  listening = new AbortController();
  const sections: { readonly link: HTMLAnchorElement; readonly heading: HTMLElement }[] = [];
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".contents a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) sections.push({ link, heading });
  }
  if (sections.length === 0) return;
  let current: HTMLAnchorElement | undefined;
  const mark = (): void => {
    // What is read lies in the upper third; at the very end it is the last.
    const line = window.innerHeight / 3;
    const read = sections.filter((s) => s.heading.getBoundingClientRect().top <= line).at(-1)?.link;
    if (read === current) return;
    current?.removeAttribute("aria-current");
    current = read;
    if (!read) return;
    read.setAttribute("aria-current", "location");
    // A long table has a window of its own, which must not hide the mark.
    const list = read.closest("details");
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const at = read.getBoundingClientRect(), shown = list.getBoundingClientRect();
    if (at.top < shown.top || at.bottom > shown.bottom) list.scrollTop += at.top - shown.top - list.clientHeight / 3;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true, signal: listening.signal });
  mark();
}
