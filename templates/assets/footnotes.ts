// Footnotes beside the lines that call for them where there is room, and at a
// tap beneath these where there is none. The list at the end of the text stays:
// it is what is printed, read aloud, and linked to.
import { footnote } from "./messages";

/** Wide enough for the third column: see note.css. */
const wide = matchMedia("(min-width: 1240px)");

/** Nearest distance, in CSS pixels, between notes, and how far one may stand from its line. */
const gap = 14, farthest = 360;

let watching: ResizeObserver | undefined;

/** Lays out the footnotes of the page, now and whenever the text moves. */
export function placeFootnotes(): void {
  watching?.disconnect();
  const note = document.querySelector<HTMLElement>("article.note");
  const body = note?.querySelector<HTMLElement>(".note-body");
  if (!note || !body || calls(body).length === 0) return;
  body.addEventListener("click", (event) => {
    const call = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.footnote-ref") : null;
    if (!call || wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (toggle(call)) event.preventDefault();
  });
  watching = new ResizeObserver(() => place(note, body));
  watching.observe(body);
}

/** The links to footnotes of the page itself, in the order of the text. */
function calls(body: HTMLElement): HTMLAnchorElement[] {
  return [...body.querySelectorAll<HTMLAnchorElement>("a.footnote-ref[href^='#']")];
}

function textOf(call: HTMLAnchorElement): DocumentFragment | undefined {
  const item = document.getElementById(decodeURIComponent(call.hash.slice(1)));
  if (!item) return undefined;
  const text = document.createDocumentFragment();
  text.append(...(item.cloneNode(true) as HTMLElement).childNodes);
  for (const back of text.querySelectorAll(".footnote-backref")) back.remove();
  for (const part of text.querySelectorAll("[id]")) part.removeAttribute("id");
  return text;
}

/** Puts each footnote into the margin at the height of its first call, or below the one before. */
function place(note: HTMLElement, body: HTMLElement): void {
  for (const old of note.querySelectorAll(".sidenote")) old.remove();
  if (!wide.matches) return;
  for (const open of body.querySelectorAll(".footnote-here")) open.remove();
  for (const call of calls(body)) call.removeAttribute("aria-expanded");
  const origin = note.getBoundingClientRect();
  const facts = note.querySelector(".note-facts > *:last-child")?.getBoundingClientRect();
  const left = body.getBoundingClientRect().right - origin.left;
  let free = facts ? facts.bottom - origin.top + gap : 0;
  const met = new Set<string>();
  for (const call of calls(body)) {
    const line = call.getBoundingClientRect();
    if (met.has(call.hash) || !call.checkVisibility()) continue; // in a callout that is folded
    met.add(call.hash);
    const at = line.top - origin.top - 4;
    const text = at + farthest > free ? textOf(call) : undefined;
    if (!text) continue; // too far from its line to be found: the card tells it
    const aside = document.createElement("div");
    aside.className = "sidenote";
    aside.dataset.for = call.hash.slice(1);
    // It says again what the list at the end says.
    aside.setAttribute("aria-hidden", "true");
    const number = document.createElement("span");
    number.className = "sidenote-number";
    number.textContent = call.textContent;
    aside.append(number, text);
    for (const link of aside.querySelectorAll("a")) link.tabIndex = -1;
    const top = Math.max(at, free);
    aside.style.top = `${top}px`;
    aside.style.left = `${left}px`;
    note.append(aside);
    free = top + aside.offsetHeight + gap;
  }
}

/** Opens or closes a footnote beneath the block that calls for it. */
function toggle(call: HTMLAnchorElement): boolean {
  // The cells of a table are too narrow.
  const block = call.closest(".table-wrap, table") ?? call.closest("p, li, dd, figcaption, h1, h2, h3, h4, h5, h6, .callout-title");
  if (!block) return false;
  const id = `fz-here-${call.id || call.hash.slice(1)}`;
  const open = document.getElementById(id);
  call.setAttribute("aria-expanded", String(!open));
  if (open) {
    open.remove();
    return true;
  }
  const text = textOf(call);
  if (!text) return false;
  const aside = document.createElement("aside");
  aside.className = "footnote-here";
  aside.id = id;
  aside.setAttribute("role", "note");
  aside.setAttribute("aria-label", footnote({ number: call.textContent ?? "" }));
  aside.append(text);
  call.setAttribute("aria-controls", id);
  if (block.matches("li, dd, figcaption")) block.append(aside);
  else block.after(aside);
  return true;
}
