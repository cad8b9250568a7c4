// Cards that show where a link leads, when a pointer or the focus stays at it
// or a finger presses it long. They nest, and go with Escape.
import { close as closeText } from "./messages";
import { forgetPreviews, pageAt, previewOf } from "./preview-data";
import { runsOf } from "./runs";

/** Links of which a card can tell. */
const previewed = "main a[href], .preview a[href]";

/** How long, in milliseconds, before a card comes and before it goes, so that none flickers under a pointer that passes. */
const patience = 450, grace = 300;

/** Nearest distance, in CSS pixels, of a card to the edge of the window. */
const edge = 8;

interface Card { readonly box: HTMLElement; readonly link: HTMLAnchorElement }

/** The cards that are shown, each but the first for a link within the one before. */
const cards: Card[] = [];
let opening = 0;
let closing = 0;
/** The link that a finger pressed: letting go of it is no tap. */
let pressed: HTMLAnchorElement | undefined;

/** Begins to follow links; the event is the first sign of interest in one. */
export function followLinks(first: Event): void {
  document.addEventListener("pointerover", onPointer, { passive: true });
  document.addEventListener("focusin", onFocus);
  document.addEventListener("focusout", () => leave(0));
  document.addEventListener("touchstart", onTouch, { passive: true });
  for (const end of ["touchmove", "touchend", "touchcancel"]) document.addEventListener(end, () => clearTimeout(opening), { passive: true });
  document.addEventListener("contextmenu", (event) => {
    if (pressed && event.target instanceof Node && pressed.contains(event.target)) event.preventDefault();
  });
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("keydown", (event) => {
    clearTimeout(opening);
    if (event.key !== "Escape" || cards.length === 0 || covered()) return;
    event.preventDefault();
    close(cards.length - 1);
  });
  document.addEventListener("scroll", (event) => {
    if (!(event.target instanceof Element && event.target.closest(".preview")) && !cards.some((c) => c.box.classList.contains("preview-sheet"))) close(0);
  }, { passive: true, capture: true });
  document.addEventListener("fangzhi:page", () => {
    close(0);
    forgetPreviews();
  });
  if (first.type === "pointerover") onPointer(first as PointerEvent);
  else if (first.type === "focusin") onFocus(first as FocusEvent);
  else onTouch(first as TouchEvent);
}

/** Whether a dialog lies over the page: then no card comes, and Escape is for the dialog. */
function covered(): boolean {
  return document.querySelector("dialog:modal") !== null;
}

function linkAt(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>(previewed) : null;
  // A drawing has cards of its own, and who goes back knows where to.
  return link && !link.matches(".timeline a, .graph-picture a, .permalink, .footnote-backref, .preview-title a") ? link : undefined;
}

/** How many of the cards belong to where a pointer is: those around it, and the one of the link it is at. */
function around(target: Element): number {
  const inside = cards.findIndex((c) => c.box.contains(target)) + 1;
  const own = cards.findIndex((c) => c.link.contains(target)) + 1;
  return Math.max(inside, own);
}

function onPointer(event: PointerEvent): void {
  if (event.pointerType === "touch" || !(event.target instanceof Element)) return;
  clearTimeout(opening);
  leave(around(event.target));
  const link = linkAt(event.target);
  if (link && !cards.some((c) => c.link === link)) {
    const { clientX: x, clientY: y } = event;
    opening = window.setTimeout(() => void open(link, { x, y }), patience);
  }
}

function onFocus(event: FocusEvent): void {
  const link = linkAt(event.target);
  if (!link?.matches(":focus-visible") || cards.some((c) => c.link === link)) return;
  clearTimeout(opening);
  opening = window.setTimeout(() => void open(link), patience);
}

function onTouch(event: TouchEvent): void {
  clearTimeout(opening);
  pressed = undefined;
  if (!(event.target instanceof Element)) return;
  if (!event.target.closest(".preview")) close(0);
  const link = linkAt(event.target);
  if (!link || event.touches.length > 1) return;
  opening = window.setTimeout(() => {
    pressed = link;
    void open(link, "sheet");
  }, patience);
}

function onClick(event: MouseEvent): void {
  clearTimeout(opening);
  if (pressed && event.target instanceof Node && pressed.contains(event.target)) {
    event.preventDefault();
    event.stopPropagation();
    pressed = undefined;
  } else if (event.target instanceof Element && event.target.closest(".preview a, .preview-close")) {
    close(0); // it leads on, maybe to a place on this very page
  }
}

/** Lets the cards beyond the first so many go, unless the reader comes back soon. */
function leave(kept: number): void {
  clearTimeout(closing);
  if (kept < cards.length) closing = window.setTimeout(() => close(kept), grace);
}

function close(kept: number): void {
  clearTimeout(closing);
  for (const { box, link } of cards.splice(kept)) {
    box.remove();
    link.removeAttribute("aria-describedby");
  }
}

async function open(link: HTMLAnchorElement, at: { readonly x: number; readonly y: number } | "sheet" | "focus" = "focus"): Promise<void> {
  const told = await contentOf(link).catch(() => undefined); // without the network, links are links
  if (!told || !link.isConnected || covered() || (at === "focus" && document.activeElement !== link)) return;
  close(around(link));
  const box = document.createElement("div");
  box.className = `preview type-${told.type}`;
  box.id = `fz-preview-${cards.length + 1}`;
  box.setAttribute("role", "tooltip");
  if (told.lang) box.lang = told.lang;
  box.append(...told.parts);
  // The way to these links is the page itself; they must not lie in the way of the keyboard.
  for (const inner of box.querySelectorAll("a")) inner.tabIndex = -1;
  document.body.append(box);
  link.setAttribute("aria-describedby", box.id);
  cards.push({ box, link });
  if (at === "sheet") {
    box.classList.add("preview-sheet");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "preview-close";
    close.textContent = closeText;
    box.append(close);
    return;
  }
  place(box, link, at === "focus" ? undefined : at);
}

/** Beneath the line of the link at which the pointer is, or above it where the window ends. */
function place(box: HTMLElement, link: HTMLAnchorElement, at?: { readonly x: number; readonly y: number }): void {
  const lines = [...link.getClientRects()];
  const line = lines.find((r) => at && at.y >= r.top - 1 && at.y <= r.bottom + 1 && at.x >= r.left - 1 && at.x <= r.right + 1) ?? lines[0];
  if (!line) return;
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min((at?.x ?? line.left + 24) - 24, document.documentElement.clientWidth - width - edge);
  const below = line.bottom + 6;
  const fits = below + height + edge <= window.innerHeight || line.top < window.innerHeight / 2;
  box.style.left = `${Math.max(edge, left)}px`;
  if (fits) {
    box.style.top = `${below}px`;
    box.style.maxHeight = `${window.innerHeight - below - edge}px`;
  } else {
    box.style.bottom = `${window.innerHeight - line.top + 6}px`;
    box.style.maxHeight = `${line.top - 6 - edge}px`;
  }
}

interface Told { readonly type: string; readonly lang?: string | undefined; readonly parts: readonly HTMLElement[] }

/** What a card says of where a link leads; undefined where nothing is to be said. */
async function contentOf(link: HTMLAnchorElement): Promise<Told | undefined> {
  const url = new URL(link.href);
  const id = decodeURIComponent(url.hash.slice(1));
  if (url.origin === location.origin && url.pathname === location.pathname) return id ? partOf(document, id) : undefined;
  const preview = await previewOf(url);
  if (!preview) return undefined;
  // The files have the parts that notes link to. Lists and cards link to others: sections, footnotes, references.
  const part = id ? preview.parts?.[id] : undefined;
  const found = id && !part ? await pageAt(url).then((page) => page && partOf(page, id, url)).catch(() => undefined) : undefined;
  if (found?.alone) return { ...found, lang: preview.lang };
  const title = element("p", "preview-title");
  const anchor = document.createElement("a");
  anchor.href = url.href;
  anchor.append(...runsOf(preview.title, preview.lang));
  title.append(anchor);
  if (preview.original) title.append(" ", element("span", "original", ...runsOf(preview.original, preview.lang)));
  const parts = [title];
  if (preview.about) parts.push(element("p", "preview-about", preview.about));
  if (found) {
    parts.push(...found.parts);
  } else if (part) {
    if (part.heading) parts.push(element("p", "preview-heading", "§ ", ...runsOf(part.heading, preview.lang)));
    parts.push(markup(part.html));
  } else {
    if (preview.summary) parts.push(element("p", "preview-summary", ...runsOf(preview.summary, preview.lang)));
    if (preview.opening) parts.push(markup(preview.opening));
  }
  return { type: preview.type, lang: preview.lang, parts };
}

interface Part extends Told { readonly alone: boolean }

/** What stands on a page under an ID: a footnote or a reference, which say all by themselves, a section, a paragraph. */
function partOf(page: Document, id: string, at?: URL): Part | undefined {
  const target = page.getElementById(id);
  if (!target || !target.closest("main")) return undefined;
  let shown: Element | null = target;
  const parts: HTMLElement[] = [];
  const heading = target.matches("h1, h2, h3, h4, h5, h6") ? target : undefined;
  if (heading) {
    const copy = heading.cloneNode(true) as HTMLElement;
    copy.querySelector(".permalink")?.remove();
    parts.push(element("p", "preview-heading", "§ ", ...copy.childNodes));
    shown = heading.nextElementSibling;
    while (shown && !shown.matches("p, ul, ol, h1, h2, h3, h4, h5, h6")) shown = shown.nextElementSibling;
    if (shown?.matches("h1, h2, h3, h4, h5, h6")) shown = null;
  }
  if (shown) parts.push(markup(shown.matches("li") ? shown.innerHTML : shown.outerHTML));
  // What leads to another place of its page leads there from here too.
  if (at) for (const link of parts.flatMap((p) => [...p.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')])) link.href = at.pathname + link.hash;
  return { type: "page", parts, alone: target.matches(".footnotes li, .reference-list li") };
}

/** Markup of this site, without what belongs to the place where it stood. */
function markup(html: string): HTMLElement {
  const box = element("div", "preview-text");
  box.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  for (const part of box.querySelectorAll(".permalink, .footnote-backref, .cited-by, .sidenote, details")) part.remove();
  for (const part of box.querySelectorAll("[id]")) part.removeAttribute("id");
  return box;
}

function element(name: "p" | "span" | "div", className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}
