// What every page has of the search: the keys and the button that begin it. The
// search itself is loaded when it is first used.
import { singleKeys } from "./keys-single";

function button(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form.search-open");
}

/** The address of the search page. */
function base(): string {
  const form = button();
  return new URL(form?.getAttribute("action") ?? "search/", document.baseURI).href;
}

/** The folder of the index: that of the search page, unless pages of another language have one of their own. */
function index(): string {
  const folder = button()?.dataset["index"];
  return folder ? new URL(folder, document.baseURI).href : base();
}

async function open(): Promise<void> {
  const field = document.querySelector<HTMLInputElement>("#search-q");
  if (field) {
    field.focus();
    field.select();
    return;
  }
  const { openDialog } = await import("./search");
  openDialog(index(), base());
}

/** Without the module, the page of the search still says where to look. */
function leave(): void {
  location.assign(base());
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Listens for what begins a search, once for all pages. */
export function startSearch(): void {
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && singleKeys.work();
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if ((!slash && !k) || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) {
      if (k) event.preventDefault();
      return;
    }
    event.preventDefault();
    open().catch(leave);
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== button()) return;
    event.preventDefault();
    open().catch(leave);
  });
}

/** Shows what was meant, on the page for addresses that are not there. */
export function suggestPages(): void {
  if (!document.querySelector(".notfound-near")) return;
  import("./notfound").then(({ suggest }) => suggest(index())).catch(() => undefined); // the page says where to look
}

/** Makes the page of the search work, where it is the one that is shown. */
export function enhanceSearchPage(): void {
  if (!document.querySelector(".search-page")) return;
  import("./search").then(({ enhancePage }) => enhancePage(index())).catch(() => undefined); // the page says what else there is
}
