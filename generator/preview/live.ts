// The preview's client: renews the page in place when its file was published
// anew, without losing the place where one reads, and shows what is wrong in
// an overlay that leaves when it is mended.

interface Diagnostic {
  path: string;
  line?: number;
  column?: number;
  severity: "error" | "warning";
  code: string;
  message: string;
  hint?: string;
}

interface Update {
  build: number;
  changed: string[] | null;
  prefix: string;
  diagnostics: Diagnostic[] | null;
  failure?: string;
}

const overlayId = "fangzhi-overlay";
let dismissed = "";

/** The published file behind an address, as the updates name it. */
function fileOf(address: URL): string {
  const path = decodeURIComponent(address.pathname);
  return path.endsWith("/") ? path + "index.html" : path;
}

/** Whether one of the files that changed is the page at hand. */
function concerns(update: Update): boolean {
  const own = fileOf(new URL(location.href));
  return (update.changed ?? []).some((name) => own === `${update.prefix}/${name}`);
}

/** The addresses in a document's head that a change of the theme changes. */
function scripts(of: Document): string {
  return [...of.querySelectorAll("head script[src]")].map((s) => s.getAttribute("src")).join(" ");
}

/** What can have the focus and says the same as an element. */
function like(element: Element): HTMLElement[] {
  const said = (e: Element): string => JSON.stringify([e.id, e.getAttribute("href"), e.getAttribute("name"), e.textContent]);
  const same = said(element);
  return [...document.querySelectorAll<HTMLElement>(element.localName)].filter((e) => said(e) === same);
}

/** Remembers what has the focus, and returns what gives it to the like of that. */
function keepFocus(): () => void {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return () => undefined;
  const at = like(focused).indexOf(focused as HTMLElement);
  return () => {
    const now = like(focused);
    (now[at] ?? now.at(-1))?.focus({ preventScroll: true });
  };
}

/** Puts the newest state of the page in the place of the one that is shown. */
async function renew(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  if (scripts(next) !== scripts(document)) {
    location.reload(); // browsers keep the place over a reload
    return;
  }
  const { scrollX, scrollY } = window;
  const open = [...document.querySelectorAll("details")].map((d) => d.open);
  const focus = keepFocus();
  await replaceStyles(next);
  document.documentElement.lang = next.documentElement.lang;
  document.title = next.title;
  const overlay = document.getElementById(overlayId);
  document.body.replaceWith(next.body);
  if (overlay) document.body.append(overlay);
  document.dispatchEvent(new CustomEvent("fangzhi:page"));
  // What was open or closed stays so, and only then is the place right.
  document.querySelectorAll("details").forEach((d, i) => { d.open = open[i] ?? d.open; });
  focus();
  window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
}

/** Takes over style sheets with new addresses, and waits until they are there. */
async function replaceStyles(next: Document): Promise<void> {
  const own = "head link[rel=stylesheet]:not([href^='/.fangzhi/'])";
  const before = [...document.querySelectorAll<HTMLLinkElement>(own)];
  const after = [...next.querySelectorAll<HTMLLinkElement>(own)];
  const key = (list: HTMLLinkElement[]): string => list.map((l) => l.getAttribute("href")).join(" ");
  if (key(before) === key(after)) return;
  await Promise.all(after.map((link) => new Promise<void>((done) => {
    const copy = document.importNode(link);
    copy.onload = copy.onerror = (): void => done();
    document.head.append(copy);
  })));
  for (const link of before) link.remove();
}

/** An element with a class and plain text: nothing is ever read as markup. */
function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function place(d: Diagnostic): string {
  return [d.path, d.line, d.column].filter((part) => part !== undefined).join(":");
}

/** Shows the errors, or takes the overlay away when there are none. */
function show(update: Update): void {
  const errors = (update.diagnostics ?? []).filter((d) => d.severity === "error");
  document.getElementById(overlayId)?.remove();
  const key = JSON.stringify([errors, update.failure]);
  if (errors.length === 0 && !update.failure) {
    dismissed = "";
    return;
  }
  if (key === dismissed) return;
  const overlay = element("aside", "");
  overlay.id = overlayId;
  overlay.setAttribute("role", "alert");
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  overlay.append(element("h2", "", update.failure ? "The site could not be built" : count));
  if (update.failure) overlay.append(element("p", "message", update.failure));
  const list = element("ol", "");
  for (const d of errors.slice(0, 50)) list.append(item(d));
  if (errors.length > 0) overlay.append(list);
  const close = element("button", "", "Close (Esc)");
  close.setAttribute("type", "button");
  close.addEventListener("click", () => dismiss(key));
  overlay.append(close);
  document.body.append(overlay);
}

function item(d: Diagnostic): HTMLElement {
  const entry = element("li", "");
  entry.append(element("code", "place", place(d)), element("p", "message", `${d.message} [${d.code}]`));
  if (d.hint) entry.append(element("p", "hint", d.hint));
  return entry;
}

function dismiss(key: string): void {
  dismissed = key;
  document.getElementById(overlayId)?.remove();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector<HTMLButtonElement>(`#${overlayId} button`)?.click();
});

// The build that the page shows. One that was missed, before the page began
// to listen or while the connection was lost, shows in the count.
let shown = Number(document.querySelector<HTMLLinkElement>("link[data-build]")?.dataset.build);
let events: EventSource | undefined;

function listen(): void {
  events = new EventSource("/.fangzhi/events");
  events.addEventListener("update", (event) => {
    const update = JSON.parse((event as MessageEvent<string>).data) as Update;
    show(update);
    const next = update.changed !== null && update.build === shown + 1;
    const missed = update.build !== shown && !next;
    shown = update.build;
    if (missed || concerns(update)) void renew();
  });
}

// Browsers keep pages that were left, and allow six connections in all: one
// that is not seen must not hold any.
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
listen();
