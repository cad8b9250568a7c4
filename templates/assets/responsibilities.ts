// The page of responsibilities, at one moment: a chooser of years and of times
// shows the tables that hold then. The moment stands in the address (?at=2019
// or ?at=2019-05-01, or ?at=2013-11/2020 for a stretch of time), so that it can
// be linked. Without this module all tables
// stand one below the other.
import {
  momentAll, momentAllShown, momentAllTimes, momentEarlier, momentLater, momentPeriods, momentSeveral, momentShown, momentTime, momentTitle, momentYear,
  semicolon,
} from "./messages";

interface Span {
  section: HTMLElement;
  title: string;
  first: string; // ISO days; "" where there is no bound
  last: string;
}

const parameter = "at";

// bounds are the first and the last day of a moment: of a year, a month, a day
// or an interval of these, which may be open at an end.
function bounds(at: string): [string, string] {
  const [from, to] = at.split("/");
  if (from !== undefined && to !== undefined) {
    return [from === "" ? "" : bounds(from)[0], to === "" ? "9999" : bounds(to)[1]];
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return [at, at];
  if (/^\d{4}-\d{2}$/.test(at)) return [`${at}-01`, `${at}-31`];
  return [`${at}-01-01`, `${at}-12-31`];
}

function holdsAt(span: Span, at: string): boolean {
  const [from, to] = bounds(at);
  return (span.first === "" || span.first <= to) && (span.last === "" || span.last >= from);
}

// moment is what the address asks for, if that can be understood. Years before
// our era are left to the list, as their text does not sort.
function moment(): string {
  const at = new URLSearchParams(location.search).get(parameter) ?? "";
  const day = String.raw`\d{4}(-\d{2}(-\d{2})?)?`;
  return new RegExp(`^(${day}|(${day})?/(${day})?)$`).test(at) && at !== "/" ? at : "";
}

function remember(at: string): void {
  const url = new URL(location.href);
  if (at === "") url.searchParams.delete(parameter);
  else url.search = `?${parameter}=${at}`;
  url.hash = "";
  history.replaceState(history.state, "", url);
}

// spanValue is a moment that only this span holds at: its first day, or, where
// it has none, its last.
function spanValue(span: Span | undefined): string {
  return span?.first || span?.last || "";
}

function button(text: string): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = text;
  return b;
}

function labelled(text: string, control: HTMLElement, className: string): HTMLLabelElement {
  const label = document.createElement("label");
  label.className = className;
  label.append(document.createTextNode(text), control);
  return label;
}

// listening ends when the preview puts a new page in the place of the old.
let listening = new AbortController();

export function chooseMoment(): void {
  listening.abort();
  listening = new AbortController();
  const { signal } = listening;
  const page = document.querySelector<HTMLElement>(".powers");
  const sections = [...document.querySelectorAll<HTMLElement>(".power-span")];
  const place = page?.querySelector(".moment-place");
  if (!page || !place || sections.length < 2 || page.querySelector(".moment")) return;
  const spans: Span[] = sections.map((section) => ({
    section,
    title: section.querySelector("h2")?.textContent ?? "",
    first: section.dataset.first ?? "",
    last: section.dataset.last ?? "",
  }));
  if (spans.some((s) => s.first.startsWith("-") || s.last.startsWith("-"))) return;

  const years = spans.flatMap((s) => [s.first, s.last]).filter((d) => d !== "").map((d) => Number(d.slice(0, 4)));
  const firstYear = Math.min(...years);
  const lastYear = Math.max(...years, new Date().getFullYear());

  const chooser = document.createElement("form");
  chooser.className = "moment";
  chooser.setAttribute("aria-label", momentTitle);
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = String(firstYear);
  slider.max = String(lastYear);
  const shown = document.createElement("b");
  const year = labelled(momentYear, slider, "moment-year");
  year.firstChild?.after(" ", shown);
  const select = document.createElement("select");
  select.add(new Option(momentAllTimes, ""));
  // What is shown when a year has several times; it cannot be chosen itself.
  const several = new Option("", "several");
  several.hidden = true;
  select.add(several);
  for (const s of spans) select.add(new Option(s.title, spanValue(s)));
  const periods = document.createElement("optgroup");
  periods.label = momentPeriods;
  for (const link of page.querySelectorAll<HTMLElement>(".powers-periods a")) {
    periods.append(new Option(link.textContent ?? "", link.dataset.at));
  }
  if (periods.children.length > 0) select.add(periods);
  const earlier = button(momentEarlier);
  const later = button(momentLater);
  const steps = document.createElement("div");
  steps.className = "moment-step";
  steps.append(earlier, later);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  chooser.append(year, labelled(momentTime, select, "moment-span"), steps, status);
  place.replaceChildren(chooser);

  let first = spans[0];
  let last = spans[spans.length - 1];
  const show = (wanted: string): void => {
    // A moment before all times shows all of them rather than nothing.
    const at = spans.some((s) => holdsAt(s, wanted)) ? wanted : "";
    const open = spans.filter((s) => at === "" || holdsAt(s, at));
    for (const s of spans) s.section.hidden = !open.includes(s);
    for (const list of page.querySelectorAll<HTMLElement>(".powers-spans, .powers-periods")) list.hidden = at !== "";
    first = open[0];
    last = open[open.length - 1];
    earlier.disabled = at === "" || first === spans[0];
    later.disabled = at === "" || last === spans[spans.length - 1];
    const [from, to] = bounds(at).map((day) => day.slice(0, 4));
    const years = at.includes("/") ? `${from}–${to === "9999" ? "" : to}` : from;
    several.textContent = momentSeveral({ n: open.length, years: years ?? "" });
    select.value = at;
    if (select.selectedIndex < 0) select.value = open.length === 1 ? spanValue(open[0]) : "several";
    slider.value = at === "" ? slider.max : at.includes("/") ? to ?? "" : from ?? "";
    shown.textContent = at === "" ? momentAll : years ?? "";
    slider.setAttribute("aria-valuetext", shown.textContent);
    status.textContent = at === "" ? momentAllShown : momentShown({ times: open.map((s) => s.title).join(semicolon) });
  };
  const choose = (at: string): void => {
    remember(at);
    show(at);
  };
  slider.addEventListener("input", () => { choose(slider.value.padStart(4, "0")); });
  select.addEventListener("change", () => { choose(select.value); });
  earlier.addEventListener("click", () => { choose(spanValue(first && spans[spans.indexOf(first) - 1])); });
  later.addEventListener("click", () => { choose(spanValue(last && spans[spans.indexOf(last) + 1])); });
  chooser.addEventListener("submit", (event) => { event.preventDefault(); });
  // A link to one time, in the list or from another page, shows that time.
  const follow = (): void => {
    const named = spans.find((s) => `#${s.section.id}` === location.hash);
    if (!named) return;
    const id = location.hash;
    choose(spanValue(named));
    history.replaceState(history.state, "", location.pathname + id);
    named.section.scrollIntoView();
  };
  addEventListener("hashchange", follow, { signal });
  addEventListener("popstate", () => { if (location.hash === "") show(moment()); }, { signal });
  if (moment() === "" && location.hash !== "") follow();
  else show(moment());
}
