// Sorts and filters the list of a page in place. What is chosen stands in the
// address. As long as nothing is sorted the list keeps its groups.
import { keepInAddress, restoreFromAddress } from "./filters";
import { listShown, listSorted } from "./messages";
import { fold, yearStart } from "./search-text";

interface Entry {
  readonly element: HTMLElement;
  readonly home: HTMLElement; // the list it came from
  readonly title: string;
  readonly text: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly days: readonly [first: number, last: number] | undefined;
}

type Order = (a: Entry, b: Entry) => number;

const words = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true, sensitivity: "base" });

/** Whatever has no date stands last, in either order. */
const byDate = (way: 1 | -1): Order => (a, b) =>
  a.days && b.days ? way * (a.days[0] - b.days[0]) : Number(a.days === undefined) - Number(b.days === undefined);

const orders: Readonly<Record<string, Order>> = {
  title: (a, b) => words.compare(a.title, b.title),
  oldest: byDate(1),
  newest: byDate(-1),
  tags: (a, b) => Number(a.tags.length === 0) - Number(b.tags.length === 0) || words.compare(a.tags.join(" "), b.tags.join(" ")),
};

/** Makes the list of the page work, once. */
export function enhanceList(): void {
  const form = document.querySelector<HTMLFormElement>("form.list-filters");
  const status = form?.querySelector<HTMLElement>(".filters-status");
  if (!form || !status || form.dataset["works"]) return;
  form.dataset["works"] = "yes";
  const page = form.parentElement ?? document.body;
  const entries = readEntries(page, form);
  const groups = Array.from(page.querySelectorAll<HTMLElement>(".group"));
  const jump = page.querySelector<HTMLElement>(".jump");
  const sorted = document.createElement("ol");
  sorted.className = "entries";

  const apply = (): void => {
    const chosen = new FormData(form);
    const keep = filterOf(chosen);
    let shown = 0;
    for (const entry of entries) {
      entry.element.hidden = !keep(entry);
      if (!entry.element.hidden) shown++;
    }
    const order = orders[String(chosen.get("sort") ?? "")];
    if (order) {
      sorted.append(...entries.toSorted(order).map((e) => e.element));
      if (!sorted.isConnected) (jump ?? groups[0])?.before(sorted);
    } else if (sorted.isConnected) {
      for (const entry of entries) entry.home.append(entry.element);
      sorted.remove();
    }
    if (jump) jump.hidden = order !== undefined;
    for (const group of groups) group.hidden = order !== undefined || !group.querySelector(".entry:not([hidden])");
    const told = shown === entries.length ? "" : listShown({ n: shown, all: entries.length });
    const named = form.querySelector<HTMLSelectElement>("[name=sort]")?.selectedOptions[0]?.text ?? "";
    status.textContent = order ? listSorted({ shown: told || listShown({ n: shown, all: entries.length }), order: named }) : told;
    keepInAddress(form);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  if ([...restoreFromAddress(form).keys()].length > 0) apply();
}

function readEntries(page: HTMLElement, form: HTMLFormElement): Entry[] {
  const tags = Array.from(form.querySelectorAll<HTMLOptionElement>("[name=tag] option[value]:not([value=''])"), (option) => option.value);
  return Array.from(page.querySelectorAll<HTMLElement>(".group .entry"), (element) => {
    const [first, last] = (element.dataset["days"] ?? "").split(" ").map(Number);
    return {
      element, home: element.parentElement!,
      title: element.querySelector(".entry-title a")?.textContent ?? "",
      text: fold(element.querySelector(".entry-what")?.textContent ?? ""),
      type: element.dataset["type"] ?? "",
      tags: (element.dataset["tags"] ?? "").split(" ").filter(Boolean).map((at) => tags[Number(at)] ?? ""),
      days: element.dataset["days"] && first !== undefined && last !== undefined ? [first, last] : undefined,
    };
  });
}

/** What the filters let through: all words, the type, the tag or one beneath it, and a time within the years. */
function filterOf(chosen: FormData): (entry: Entry) => boolean {
  const said = (name: string): string => String(chosen.get(name) ?? "").trim();
  const q = fold(said("q")).split(/\s+/).filter(Boolean);
  const type = said("type"), tag = said("tag");
  const from = yearOf(said("from")), to = yearOf(said("to"));
  const start = from === undefined ? -Infinity : yearStart(from), end = to === undefined ? Infinity : yearStart(to + 1);
  return (e) =>
    q.every((word) => e.text.includes(word)) &&
    (!type || e.type === type) &&
    (!tag || e.tags.some((t) => t === tag || t.startsWith(`${tag}/`))) &&
    ((from === undefined && to === undefined) || (e.days !== undefined && e.days[0] < end && e.days[1] >= start));
}

function yearOf(text: string): number | undefined {
  return /^[-−]?\d{1,6}$/.test(text) ? Number(text.replace("−", "-")) : undefined;
}
