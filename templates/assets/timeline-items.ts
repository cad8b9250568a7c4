// What a timeline shows, as data: read from the marks that the page has, or,
// where it only counts them, from the file beside it.

/** A dated note in a lane. Times are in years with their fraction. */
export interface Item {
  readonly label: string;
  readonly words: string; // the label and the date in words
  readonly type: string;
  readonly lane: string;
  readonly href: string;
  readonly tags: readonly string[];
  /** Earliest and latest start, earliest and latest end. */
  readonly span: readonly [number, number, number, number];
  readonly instant: boolean; // one date, known to the year
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly fadedStart: boolean;
  readonly fadedEnd: boolean;
  readonly unknownStart: boolean; // nobody knows when
  readonly unknownEnd: boolean;
  readonly approximate: boolean;
}

/** A period behind the lanes. */
export interface Band {
  readonly label: string;
  readonly words: string;
  readonly href: string;
  readonly from: number;
  readonly to: number;
}

function numbers(text: string | undefined): number[] {
  return (text ?? "").split(" ").map(Number);
}

function titleOf(link: Element): string {
  return link.querySelector("title")?.textContent ?? "";
}

/** The marks of a drawing that has one for each note. */
export function readMarks(svg: SVGSVGElement): Item[] {
  return Array.from(svg.querySelectorAll<SVGAElement>("a.mark"), (link) => {
    const has = (name: string): boolean => link.classList.contains(name);
    const [a = 0, b = a, c = a, d = a] = numbers(link.dataset["span"]);
    return {
      label: link.dataset["label"] ?? link.querySelector("text")?.textContent ?? "",
      words: titleOf(link),
      type: Array.from(link.classList, (name) => /^type-(.+)/.exec(name)?.[1]).find(Boolean) ?? "",
      lane: link.closest<SVGGElement>(".lane")?.dataset["lane"] ?? "",
      href: link.getAttribute("href") ?? "",
      tags: link.dataset["tags"]?.split(" ") ?? [],
      span: [a, b, c, d],
      instant: has("instant"), openStart: has("open-start"), openEnd: has("open-end"),
      fadedStart: has("faded-start"), fadedEnd: has("faded-end"), unknownStart: has("unknown-start"), unknownEnd: has("unknown-end"), approximate: has("approximate"),
    };
  });
}

/** The periods behind a drawing. */
export function readBands(svg: SVGSVGElement): Band[] {
  return Array.from(svg.querySelectorAll<SVGAElement>("a.band"), (link) => {
    const [from = 0, to = from] = numbers(link.dataset["span"]);
    const text = link.querySelector("text")?.textContent;
    return { label: link.dataset["label"] || (text ?? ""), words: titleOf(link), href: link.getAttribute("href") ?? "", from, to };
  });
}

/** The records of comma-separated values (RFC 4180). */
export function parseCSV(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = "";
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') field += text[at];
        else if (text[at + 1] === '"') field += text[++at];
        else break;
      }
      at++;
    } else {
      const end = text.slice(at).search(/[,\r\n]/);
      field = end < 0 ? text.slice(at) : text.slice(at, at + end);
      at += field.length;
    }
    record.push(field);
    if (text[at] === ",") {
      at++;
      if (at < text.length) continue;
      record.push("");
    }
    if (text[at] === "\r") at++;
    at++;
    records.push(record);
    record = [];
  }
  return records;
}

const months = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** A day as the year with its fraction; months count from 1. */
export function yearOf(year: number, month: number, day: number): number {
  const leap = isLeap(year);
  const days = (months[month - 1] ?? 0) + (leap && month > 2 ? 1 : 0) + day - 1;
  return year + days / (leap ? 366 : 365);
}

/** A day in the form 1956-09-24; undefined for nothing. */
function parseDay(text: string | undefined, after: number): number | undefined {
  const parts = /^([+-]?\d+)-(\d\d)-(\d\d)$/.exec(text ?? "");
  return parts ? yearOf(Number(parts[1]), Number(parts[2]), Number(parts[3]) + after) : undefined;
}

/** The items of the file of a timeline. */
export function readCSV(text: string): Item[] {
  const [head = [], ...records] = parseCSV(text);
  const column = new Map(head.map((name, i) => [name, i]));
  return records.map((record) => {
    const get = (name: string): string => record[column.get(name) ?? -1] ?? "";
    return newItem(get);
  }).filter((item) => item !== undefined);
}

function newItem(get: (column: string) => string): Item | undefined {
  const date = get("date");
  const interval = date.includes("/");
  const [start = "", end = start] = date.split("/");
  const first = parseDay(get("earliest_start"), 0), last = parseDay(get("latest_end"), 1);
  const from = first ?? last, to = last ?? first;
  if (from === undefined || to === undefined) return undefined;
  const within = (year: number | undefined, otherwise: number): number => (year === undefined ? otherwise : Math.min(Math.max(year, from), to));
  const unknownStart = interval && start === "", unknownEnd = interval && end === "";
  const inDoubt = (part: string): boolean => /[?%]/.test(part);
  return {
    label: get("title"), words: `${get("title")}, ${get("words")}`, type: get("type"), lane: get("lane"),
    href: new URL(get("address"), location.href).pathname, tags: get("tags").split(";").filter(Boolean),
    span: [
      from,
      within(unknownStart ? undefined : parseDay(get("latest_start"), 0), from),
      within(unknownEnd ? undefined : parseDay(get("earliest_end"), 1), to),
      to,
    ],
    instant: !interval && !/[[{]/.test(date) && to - from < 1.01,
    openStart: first === undefined && !unknownStart, openEnd: last === undefined && !unknownEnd,
    fadedStart: unknownStart || inDoubt(start), fadedEnd: unknownEnd || inDoubt(end), unknownStart, unknownEnd,
    approximate: /[~%]/.test(date),
  };
}
