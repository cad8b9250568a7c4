// The search: a dialog on every page, and a page of its own.
import {
  close as closeText, searchAll, searchBest, searchFound, searchInstead, searchLabel, searchLooked, searchMore, searchNone, searchPlaceholder, searchResults,
  searchUnreadable, separator, types,
} from "./messages";
import { runsOf } from "./runs";
import { Index } from "./search-index";
import { search, type Filters, type Found, type Result, type Run } from "./search-query";

export { fold } from "./search-text"; // must agree with the program, which a test holds

let index: Index | undefined;

function indexAt(base: string): Index {
  index ??= new Index(base);
  return index;
}

/** The first results for a text: what the pages show, as plain data. */
export async function find(base: string, text: string, filters: Filters = {}, most = 10): Promise<{ count: number; results: Result[] }> {
  const found = await search(indexAt(base), text, filters);
  return { count: found.hits.length, results: await resultsOf(found, 0, most) };
}

/** The first results for a text, as the page of the search shows them. */
export async function rowsFor(base: string, text: string, most: number): Promise<HTMLLIElement[]> {
  return (await find(base, text, {}, most)).results.map(row);
}

async function resultsOf(found: Found, from: number, to: number): Promise<Result[]> {
  const results = await Promise.all(found.hits.slice(from, to).map((hit) => found.result(hit)));
  return results.filter((r): r is Result => r !== undefined);
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Readonly<Record<string, string>> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function runs(excerpt: readonly Run[]): (Node | string)[] {
  return excerpt.flatMap((run) => (run.mark ? element("mark", {}, ...runsOf(run.text)) : runsOf(run.text)));
}

/** What a result shows besides its title. */
function details(result: Result): HTMLElement[] {
  const parts: HTMLElement[] = [];
  const about = [typeName(result.note.type), result.note.when].filter(Boolean).join(" · ");
  if (about) parts.push(element("span", { class: "search-about" }, about));
  if (result.excerpt.length > 0) parts.push(element("span", { class: "search-excerpt" }, ...runs(result.excerpt)));
  return parts;
}

function typeName(id: string): string {
  return id === "page" ? "" : types[id] ?? id.replace(/[-_]/g, " ");
}

/** A title, with the section where it is not the whole note. */
function titleOf(result: Result): Node[] {
  const title: Node[] = [element("span", { class: "search-title" }, ...runsOf(result.note.title))];
  if (result.note.original) title.push(document.createTextNode(" "), element("span", { class: "original" }, ...runsOf(result.note.original)));
  if (result.heading) title.push(document.createTextNode(" "), element("span", { class: "search-heading" }, "§ ", ...runsOf(result.heading)));
  return title;
}

/** Says how many there are, and what was searched instead of what was typed. */
function summary(found: Found): string {
  const n = found.hits.length;
  const count = n === 0 ? searchNone : found.partial ? searchBest({ n }) : searchFound({ n });
  const instead = found.instead.map(([written, taken]) => searchInstead({ taken, written }));
  return instead.length > 0 ? `${count} ${searchLooked({ words: instead.join(separator) })}` : count;
}

/** Results that the dialog shows, and by how many the page shows more. */
const few = 4, more = 4;

/** How long, in milliseconds, typing rests before it is searched for. */
const rest = 15;

/** Calls the last of quickly repeated actions, and tells it whether it is still the last. */
function latest(act: (current: () => boolean) => Promise<void>): () => void {
  let turn = 0;
  let timer = 0;
  return () => {
    const mine = ++turn;
    clearTimeout(timer);
    timer = window.setTimeout(() => void act(() => mine === turn), rest);
  };
}

interface Dialog { readonly dialog: HTMLDialogElement; readonly input: HTMLInputElement }

let shown: Dialog | undefined;

/** Opens the dialog; focus returns to where it was when it is closed. */
export function openDialog(base: string, page: string): void {
  if (!shown?.dialog.isConnected) shown = makeDialog(base, page);
  if (!shown.dialog.open) shown.dialog.showModal();
  shown.input.focus();
  shown.input.select();
  indexAt(base).directory().catch(() => undefined); // is told when something is searched for
}

function makeDialog(base: string, page: string): Dialog {
  const input = element("input", {
    type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list",
    "aria-label": searchLabel, placeholder: searchPlaceholder, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  });
  const list = element("ul", { id: "search-list", role: "listbox", "aria-label": searchResults });
  const status = element("p", { class: "search-status", role: "status" });
  const all = element("a", { class: "search-all", href: page }, searchAll);
  const close = element("button", { type: "button", class: "search-close" }, closeText);
  const dialog = element("dialog", { class: "search-dialog", "aria-label": searchLabel },
    element("div", { class: "search-field" }, input, close), list, element("div", { class: "search-foot" }, status, all));
  let active = -1;

  const activate = (next: number): void => {
    const options = list.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length === 0 ? -1 : next;
    const option = options[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const follow = (option: Element | undefined): void => {
    const href = option?.getAttribute("data-href");
    dialog.close();
    location.assign(href ?? all.href);
  };
  const show = (results: readonly Result[], said: string): void => {
    const chosen = list.children[active]?.getAttribute("data-href");
    list.replaceChildren(...results.map((r, i) => element("li", { id: `search-option-${i}`, role: "option", "aria-selected": "false", "data-href": r.href, class: `type-${r.note.type}` },
      element("span", { class: "search-name" }, ...titleOf(r)), ...details(r))));
    // What the reader had chosen stays so if it is still there.
    activate(chosen === undefined ? -1 : results.findIndex((r) => r.href === chosen));
    input.setAttribute("aria-expanded", String(results.length > 0));
    list.removeAttribute("aria-busy");
    status.textContent = said;
  };
  const run = latest(async (current) => {
    const text = input.value;
    if (!text.trim()) {
      show([], "");
      return;
    }
    try {
      const found = await search(indexAt(base), text);
      const results = await resultsOf(found, 0, few);
      if (current()) show(results, summary(found));
    } catch {
      if (current()) show([], searchUnreadable);
    }
  });
  input.addEventListener("input", () => {
    const text = input.value.trim();
    all.href = page + (text ? "?q=" + encodeURIComponent(text) : "");
    list.setAttribute("aria-busy", "true"); // until it shows what was found for this text
    run();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown" && count > 0) activate((active + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) activate(active <= 0 ? count - 1 : active - 1);
    else if (event.key === "Enter" && input.value.trim()) follow(list.children[active]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (option) follow(option);
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  document.body.append(dialog);
  return { dialog, input };
}

/** Fills the page of the search from its address, and keeps the address as the reader searches. */
export function enhancePage(base: string): void {
  const page = document.querySelector<HTMLElement>(".search-page");
  const form = page?.querySelector<HTMLFormElement>(".search-form");
  const list = page?.querySelector<HTMLOListElement>(".search-results");
  const status = page?.querySelector<HTMLElement>(".search-status");
  if (!page || !form || !list || !status || !form.hidden) return;
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")];
  const input = form.querySelector<HTMLInputElement>("#search-q");
  const button = element("button", { type: "button", class: "search-more" }, searchMore);
  button.hidden = true;
  list.after(button);

  const read = (): void => {
    const parameters = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = parameters.get(field.name) ?? "";
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
    }
  };
  const keep = (): void => {
    const parameters = new URLSearchParams();
    for (const field of fields) if (field.value.trim()) parameters.set(field.name, field.value.trim());
    const query = parameters.toString();
    history.replaceState(history.state, "", location.pathname + (query ? "?" + query : ""));
  };
  const value = (name: string): string => fields.find((f) => f.name === name)?.value.trim() ?? "";
  let next: (() => Promise<void>) | undefined;
  const run = latest(async (current) => {
    const filters: Filters = { type: value("type"), tag: value("tag"), from: year(value("from")), to: year(value("to")) };
    if (!value("q") && !Object.values(filters).some((f) => f !== undefined && f !== "")) {
      list.replaceChildren();
      button.hidden = true;
      status.textContent = "";
      return;
    }
    const text = input?.value ?? "";
    try {
      let found = await search(indexAt(base), text, filters);
      let upTo = more;
      const first = (await resultsOf(found, 0, upTo)).map(row);
      if (!current()) return;
      list.replaceChildren(...first);
      status.textContent = summary(found);
      button.hidden = upTo >= found.hits.length && !found.partial;
      next = async () => {
        if (found.partial) {
          // What is shown stays; all the others follow in their order.
          const shown = found.hits.slice(0, upTo), seen = new Set(shown.map((h) => h.note));
          const all = await search(indexAt(base), text, filters, true);
          found = { ...all, hits: [...shown, ...all.hits.filter((h) => !seen.has(h.note))] };
          status.textContent = summary(found);
        }
        const rows = (await resultsOf(found, upTo, upTo + 2 * more)).map(row);
        upTo += 2 * more;
        list.append(...rows);
        button.hidden = upTo >= found.hits.length;
        rows[0]?.querySelector("a")?.focus();
      };
    } catch {
      if (current()) status.textContent = searchUnreadable;
    }
  });
  form.addEventListener("input", () => {
    keep();
    run();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    run();
  });
  button.addEventListener("click", () => next?.().catch(() => (status.textContent = searchUnreadable)));
  form.hidden = false;
  page.querySelector(".search-without")?.remove();
  read();
  if (!location.search) input?.focus();
  run();
}

/** A year as typed, which may lie before year 1; undefined where it is none. */
function year(text: string): number | undefined {
  return /^-?\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function row(result: Result): HTMLLIElement {
  return element("li", { class: `type-${result.note.type}` },
    element("p", { class: "search-name" }, element("a", { href: result.href }, ...titleOf(result))), ...details(result));
}
