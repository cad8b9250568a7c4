// A mark beside the paragraph at hand, that leads to it and copies its address:
// where the pointer is, where a finger tapped, or where the arrow keys lead from
// the mark of the first. Marks of headings copy their address as well.
import { paragraphCopied, paragraphLabel } from "./messages";

const named = "[id^='p.']";
const name = "fz-paragraph";

/** How long, in milliseconds, it is told that an address was copied. */
const told = 2000;

let listening = new AbortController();

/** Gives the paragraphs of the page their mark. */
export function markParagraphs(): void {
  listening.abort();
  const body = document.querySelector<HTMLElement>(".note-body, .prose");
  const first = body?.querySelector<HTMLElement>(named);
  if (!body || !first) return;
  listening = new AbortController();
  const { signal } = listening;
  const mark = document.createElement("a");
  mark.id = name;
  mark.className = "permalink paragraph-mark";
  mark.textContent = "¶";
  const show = (paragraph: HTMLElement): void => {
    if (mark.parentElement === paragraph) return;
    mark.href = `#${paragraph.id}`;
    mark.setAttribute("aria-label", paragraphLabel);
    // It belongs to the text of the item, not to the list within it.
    const list = paragraph.querySelector(":scope > :is(ul, ol)");
    paragraph.insertBefore(mark, list);
  };
  show(first);
  body.addEventListener("pointerover", (event) => {
    const paragraph = event.target instanceof Element ? event.target.closest<HTMLElement>(named) : null;
    if (paragraph && document.activeElement !== mark) show(paragraph);
  }, { passive: true, signal });
  mark.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = [...body.querySelectorAll<HTMLElement>(named)].filter((p) => p.checkVisibility());
    const next = all[all.findIndex((p) => p === mark.parentElement) + step];
    event.preventDefault();
    if (!next) return;
    show(next);
    mark.focus();
  });
  body.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.permalink") : null;
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) void copy(link);
  }, { signal });
}

/** Copies the address that a mark leads to; where that is refused, the address still stands in the window. */
async function copy(link: HTMLAnchorElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return;
  }
  let status = document.querySelector<HTMLElement>(".copied");
  if (!status) {
    status = document.createElement("p");
    status.className = "copied";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  const shown = status;
  // In a task of its own: what a status says when it comes to be is not read aloud.
  window.setTimeout(() => (shown.textContent = paragraphCopied));
  window.setTimeout(() => (shown.textContent = ""), told);
}
