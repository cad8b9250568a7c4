// Lays the items of a timeline out for one view of it: the same rules as those
// by which it is drawn when the site is built, for as much of time as is seen.
import { day as dayOf, language, month as monthOf, yearBefore } from "./messages";
import type { Item } from "./timeline-items";
import { yearOf } from "./timeline-items";

export const margin = 12;
const rowStep = 22, denseStep = 17, tightStep = 15, closeStep = 14;
export const barHeight = 9, dot = 8;
const labelGap = 5, labelMost = 38, textSize = 12;
/** How much of a mark is seen before a label upon it, where there is room. */
const beginning = 24;
export const airyRows = 16;
const mostMarks = 150, mostRows = 36, mostTightRows = 30;
/** How far an end that nobody knows is drawn, as it fades. */
const tail = 30;
const clusterWide = 16;
export const clusterTall = 34;
const tickGap = 80;

/** What is seen: the years at the margins of so many pixels. */
export class Scale {
  constructor(readonly from: number, readonly to: number, readonly width: number) {}

  get perYear(): number {
    return (this.width - 2 * margin) / (this.to - this.from);
  }

  /** Pixels from the left. What is far off is only somewhat off, since drawings have bounds. */
  x(year: number): number {
    const x = margin + (year - this.from) * this.perYear;
    return Math.round(Math.min(Math.max(x, -3 * this.width), 4 * this.width) * 10) / 10;
  }

  year(x: number): number {
    return this.from + (x - margin) / this.perYear;
  }
}

export interface Mark {
  readonly item: Item;
  x: number;
  y: number;
  width: number;
  coreX: number;
  coreWidth: number;
  label: string;
  labelX: number;
  labelY: number;
  labelEnd: boolean;
  labelRoom: number; // how much of the mark the label covers
}

export interface Cluster {
  readonly items: Item[];
  readonly year: number;
  readonly years: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Lane {
  readonly name: string;
  readonly marks: Mark[];
  readonly clusters: Cluster[];
  readonly height: number;
}

function clip(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : letters.slice(0, most - 1).join("").trimEnd() + "…";
}

/** About how wide a label is, in pixels. */
export function labelWidth(label: string): number {
  let wide = 0;
  for (const letter of label) wide += textSize * (letter.codePointAt(0)! >= 0x2e80 ? 1.02 : 0.58);
  return wide;
}

/** Tells whether an item shows between two years. */
export function shows(item: Item, from: number, to: number): boolean {
  return (item.openStart || item.span[0] <= to) && (item.openEnd || item.span[3] >= from);
}

/** How much room a drawing may take: as much as it likes, or less by rows that are
 *  dense from the first, or by rows as close as their labels can stand. */
export type Room = "airy" | "dense" | "scarce";

/** Lays out one lane: each item with its label, or each item, or how many there are. */
export function layLane(name: string, items: readonly Item[], scale: Scale, spare: Room): Lane {
  if (items.length <= mostMarks) {
    const marks = items.map((item) => newMark(item, scale));
    const room = marks.map((mark) => putLabel(mark, scale));
    let rows = spare !== "airy" ? 0 : partition(marks, room, airyRows, rowStep);
    if (rows > 0) return { name, marks, clusters: [], height: rows * rowStep };
    const step = spare === "scarce" ? closeStep : denseStep;
    rows = partition(marks, room, mostRows, step);
    if (rows > 0) return { name, marks, clusters: [], height: rows * step };
    for (const mark of marks) {
      mark.label = "";
      mark.labelEnd = false;
      mark.labelRoom = 0;
    }
    rows = partition(marks, marks.map((mark) => [mark.x, mark.x + mark.width]), mostTightRows, tightStep);
    if (rows > 0) {
      labelWhereFree(marks, scale.width);
      return { name, marks, clusters: [], height: rows * tightStep };
    }
  }
  return { name, marks: [], clusters: cluster(items, scale), height: clusterTall + 12 };
}

function newMark(item: Item, scale: Scale): Mark {
  const [earliest, latestStart, earliestEnd, latest] = item.span;
  const start = scale.x(earliest), end = scale.x(latest);
  let x = start, width = Math.max(end - start, 3);
  let coreStart = scale.x(latestStart), coreEnd = scale.x(earliestEnd);
  if (item.instant) {
    const middle = (start + end) / 2;
    coreStart = middle - dot / 2;
    coreEnd = middle + dot / 2;
    if (width < dot) {
      x = coreStart;
      width = dot;
    }
  }
  if (item.openStart) {
    const left = Math.min(margin / 2, x);
    width += x - left;
    x = coreStart = left;
  } else if (item.unknownStart) {
    x = coreStart = end - tail;
    width = tail;
  }
  if (item.openEnd) {
    const right = Math.max(scale.width - margin / 2, x + 3);
    width = right - x;
    coreEnd = right;
  } else if (item.unknownEnd) {
    width = tail;
    coreEnd = x + tail;
  }
  return { item, x, y: 0, width, coreX: coreStart, coreWidth: Math.max(0, coreEnd - coreStart), label: "", labelX: 0, labelY: 0, labelEnd: false, labelRoom: 0 };
}

/** Puts a label to the right, or to the left where that is out of sight, or upon the mark, or cuts it:
 *  also if it would hide most of its mark, and most of it has room beside. */
function putLabel(mark: Mark, scale: Scale): [number, number] {
  mark.label = clip(mark.item.label, labelMost);
  const wide = labelWidth(mark.label);
  const from = mark.x, to = mark.x + mark.width;
  const seen = from < scale.width && to > 0;
  if (to + labelGap + wide <= scale.width || !seen) {
    mark.labelX = to + labelGap;
    return [from, mark.labelX + wide];
  }
  if (from - labelGap - wide >= 0) {
    mark.labelX = from - labelGap;
    mark.labelEnd = true;
    return [mark.labelX - wide, to];
  }
  const left = Math.max(from, 0), right = Math.min(to, scale.width);
  const after = scale.width - to - labelGap, before = from - labelGap;
  const cut = fitting(mark.item.label, Math.max(after, before));
  const upon = wide + 2 * labelGap, whole = 2 * labelWidth(cut) < wide;
  if (right - left >= 2 * upon || (right - left >= upon && whole)) {
    mark.labelX = left + Math.min(beginning, (right - left - wide) / 2);
    mark.labelRoom = wide;
    return [from, to];
  }
  mark.label = cut;
  if (cut === "") return [from, to];
  if (after >= before) {
    mark.labelX = to + labelGap;
    return [from, mark.labelX + labelWidth(mark.label)];
  }
  mark.labelX = from - labelGap;
  mark.labelEnd = true;
  return [mark.labelX - labelWidth(mark.label), to];
}

/** Gives each mark the highest free row; the number of rows, or 0 if there are too many. */
function partition(marks: Mark[], room: readonly (readonly [number, number])[], most: number, step: number): number {
  const free: number[] = [];
  for (const [i, mark] of marks.entries()) {
    const [from, to] = room[i]!;
    let row = free.findIndex((at) => at <= from);
    if (row < 0) {
      row = free.length;
      if (row === most) return 0;
    }
    free[row] = to + labelGap;
    mark.y = row * step + (step - barHeight) / 2;
    mark.labelY = row * step + step / 2 + textSize * 0.35;
  }
  return free.length;
}

/** Labels what has room before the next of its row; no label is cut by the edge of what is seen. */
function labelWhereFree(marks: readonly Mark[], edge: number): void {
  const next = new Map<number, number>();
  for (const mark of Array.from(marks).reverse()) {
    const label = clip(mark.item.label, labelMost);
    const x = mark.x + mark.width + labelGap;
    if (x + labelWidth(label) <= (next.get(mark.y) ?? (x < edge ? edge : 2 * edge))) {
      mark.label = label;
      mark.labelX = x;
    }
    next.set(mark.y, mark.x - labelGap);
  }
}

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 1e5, 1e6, 1e7, 1e8];

function stepOf(scale: Scale, room: number): number {
  return steps.find((step) => step * scale.perYear >= room) ?? steps[steps.length - 1]!;
}

/** Parts of a year by which items are counted where the years are wide. */
const parts = [1 / 365, 1 / 52, 1 / 12, 1 / 4];

function cluster(items: readonly Item[], scale: Scale): Cluster[] {
  const years = parts.find((part) => part * scale.perYear >= clusterWide) ?? stepOf(scale, clusterWide);
  const found = new Map<number, Cluster>();
  for (const item of items) {
    const index = Math.floor(item.span[0] / years + 1e-9);
    let c = found.get(index);
    if (!c) {
      const x = scale.x(index * years);
      c = { items: [], year: index * years, years, x, y: 0, width: Math.max(1, scale.x((index + 1) * years) - x - 1), height: 0 };
      found.set(index, c);
    }
    c.items.push(item);
  }
  const all = Array.from(found.values());
  const highest = all.reduce((most, c) => Math.max(most, c.items.length), 1);
  for (const c of all) {
    c.height = Math.max(2, (clusterTall * c.items.length) / highest);
    c.y = 12 + clusterTall - c.height;
  }
  return all;
}

/** As much of a label as has room. */
export function fitting(label: string, room: number): string {
  if (labelWidth(label) <= room) return label;
  const letters = Math.floor(room / (textSize * 0.62));
  const clipped = clip(label, letters);
  return letters >= 8 && labelWidth(clipped) <= room ? clipped : "";
}

export interface Tick { readonly year: number; readonly label: string }

export function yearName(year: number): string {
  return year <= 0 ? yearBefore({ year: 1 - year }) : String(year);
}

const monthNames = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });

function monthName(month: number): string {
  return monthNames.format(Date.UTC(2000, month - 1, 15));
}

const besideDay = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: "UTC" });

/** The month as it stands beside a day: Russian has "марта" there for "март". */
function monthOfDay(month: number): string {
  const part = besideDay.formatToParts(Date.UTC(2000, month - 1, 15)).find((p) => p.type === "month")?.value ?? "";
  return /\p{L}/u.test(part) ? part : monthName(month); // a number alone is none: 5 of 5月15日
}

/** The divisions of the axis: years, or months or days where these are wide. */
export function ticks(scale: Scale, from: number, to: number): Tick[] {
  const all: Tick[] = [];
  const add = (year: number, label: string): void => {
    if (year >= from && year <= to && all.length < 200) all.push({ year, label });
  };
  const first = Math.floor(from), last = Math.ceil(to);
  if (scale.perYear < 4 * tickGap) {
    const step = stepOf(scale, tickGap);
    for (let year = Math.ceil(from / step) * step; year <= to && all.length < 200; year += step) add(year, yearName(year));
    return all;
  }
  const every = scale.perYear >= 12 * tickGap ? 1 : 3;
  const days = scale.perYear >= 365 * tickGap ? 1 : scale.perYear >= 73 * tickGap ? 5 : 31;
  for (let year = first; year <= last; year++) {
    for (let month = 1; month <= 12; month += every) {
      add(yearOf(year, month, 1), month === 1 ? yearName(year) : monthOf({ month: monthName(month), year: yearName(year) }));
      for (let day = 1 + days; day <= 28; day += days) add(yearOf(year, month, day), dayOf({ day, month: monthOfDay(month) }));
    }
  }
  return all;
}
