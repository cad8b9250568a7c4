// Makes timelines move: the reader zooms and pans them, filters what they show,
// and sees the list beside them follow. What is seen is kept in the address of
// the page, so that it can be linked. Without this module the drawing that the
// site was built with stands, with the list as its equal.
import {
  timelineAll, timelineAllTime, timelineAnyTag, timelineEarlier, timelineFilter, timelineLater, timelineNoFilter, timelineStatus, timelineTag,
  timelineTypes, timelineUnreadable, timelineZoomIn, timelineZoomOut,
} from "./messages";
import { drawChart, margin, todayLine, type Chart, type Drawing } from "./timeline-draw";
import { readBands, readCSV, readMarks, yearOf, type Item } from "./timeline-items";
import { shows, yearName } from "./timeline-layout";
import { Card, summaryOf } from "./timeline-card";
import { List } from "./timeline-list";

/** The least that can be seen at once, in years: a week. */
const shortest = 7 / 365;

/** How far a drawing is stretched before it is made anew, as a logarithm. */
const mostStretch = Math.log(1.6);

/** For how many frames a timeline rests before labels and list follow: frames,
 *  and not milliseconds, so that a slow machine is not given more to do. */
const rest = 9;

function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Readonly<Record<string, string>> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function today(): number {
  const now = new Date();
  return yearOf(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

function pathOf(link: Element): string {
  return new URL(link.getAttribute("href") ?? "", location.href).pathname;
}

export { readCSV, readMarks }; // must agree, which a test holds

/** Makes every timeline of the page one that moves. */
export function enhance(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure.timeline")) {
    if (figure.dataset["moves"]) continue;
    figure.dataset["moves"] = "yes";
    const svg = figure.querySelector("svg");
    if (svg) new Timeline(figure, svg).begin();
  }
  document.documentElement.classList.toggle("embedded", new URLSearchParams(location.search).has("embed"));
}

class Timeline {
  private readonly scroll: HTMLElement;
  private readonly still: SVGSVGElement;
  private readonly list: List;
  private readonly card: Card;
  private readonly status = element("output", { class: "timeline-status" });
  private readonly filters = element("div", { class: "timeline-filters" });
  private items: Promise<Item[]> | undefined;
  private chart: Chart | undefined;
  private drawing: Drawing | undefined;
  private from: number;
  private to: number;
  private readonly whole: readonly [number, number];
  private hidden = new Set<string>(); // types that are not shown
  private tag = "";
  private frame = 0;
  private resting = 0; // frames left until it has rested
  private dragged = false;
  private lit: string | undefined;

  constructor(private readonly figure: HTMLElement, svg: SVGSVGElement) {
    this.still = svg;
    this.scroll = svg.parentElement as HTMLElement;
    this.whole = [Number(svg.dataset["from"]), Number(svg.dataset["to"])];
    [this.from, this.to] = this.whole;
    this.list = new List(figure);
    this.card = new Card(figure);
  }

  begin(): void {
    this.still.classList.add("still");
    this.markToday();
    this.addTools();
    this.listen();
    if (this.readAddress() || this.isCut()) void this.show();
  }

  /** The name of a part of the address, unlike that of other timelines of the page. */
  private part(name: string): string {
    return name + this.figure.id.replace(/^\D+/, (word) => (word.endsWith("-") ? "-" : ""));
  }

  /** Tells whether the screen is too small for the built drawing, and a smaller one costs nothing. */
  private isCut(): boolean {
    return this.scroll.scrollWidth > this.scroll.clientWidth + 1 && this.still.dataset["complete"] !== undefined;
  }

  /** How tall the built drawing is, in pixels: the page is laid out around it. */
  private height(): number {
    const { width, height } = this.still.viewBox.baseVal;
    return (Math.max(this.scroll.clientWidth, parseFloat(getComputedStyle(this.still).minInlineSize) || 0) * height) / width;
  }

  private markToday(): void {
    const [from, to] = this.whole;
    const now = today();
    const { width } = this.still.viewBox.baseVal;
    if (now <= from || now >= to) return;
    const x = margin + ((now - from) / (to - from)) * (width - 2 * margin);
    this.still.append(todayLine(Math.round(x * 10) / 10, Number(this.still.dataset["axis"]), width));
  }

  // The items, when they are first needed.

  private load(): Promise<Item[]> {
    this.items ??= this.fetch();
    return this.items;
  }

  private async fetch(): Promise<Item[]> {
    const at = this.figure.dataset["csv"];
    if (this.still.dataset["complete"] !== undefined || !at) return readMarks(this.still);
    const answer = await fetch(at);
    if (!answer.ok) throw new Error(`${at}: ${answer.status}`);
    return readCSV(await answer.text());
  }

  private async ready(): Promise<Chart | undefined> {
    if (this.chart) return this.chart;
    try {
      const items = await this.load();
      const lanes = Array.from(this.still.querySelectorAll<SVGGElement>("g.lane"), (lane) => ({ id: lane.dataset["lane"] ?? "", name: lane.dataset["name"] ?? "" }));
      this.chart = {
        id: this.figure.id, title: this.still.getAttribute("aria-label") ?? "", lanes, items,
        bands: readBands(this.still), namedBands: this.still.dataset["unnamed"] === undefined, lent: this.still.dataset["lent"],
      };
    } catch {
      this.items = undefined;
      this.status.value = timelineUnreadable;
    }
    return this.chart;
  }

  // The tools above the drawing.

  private addTools(): void {
    const button = (name: string, sign: string, act: () => void): HTMLButtonElement => {
      const made = element("button", { type: "button", "aria-label": name, title: name }, sign);
      made.addEventListener("click", act);
      return made;
    };
    const details = element("details", { class: "timeline-filter" }, element("summary", {}, timelineFilter), this.filters);
    details.addEventListener("toggle", () => void this.offerFilters());
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary")?.focus();
    });
    this.figure.querySelector(".timeline-tools")?.replaceChildren(
      button(timelineZoomIn, "+", () => this.zoom(0.5)),
      button(timelineZoomOut, "−", () => this.zoom(2)),
      button(timelineEarlier, "←", () => this.pan(-0.25)),
      button(timelineLater, "→", () => this.pan(0.25)),
      button(timelineAllTime, timelineAll, () => this.move(...this.whole)),
      details, this.status,
    );
  }

  private async offerFilters(): Promise<void> {
    if (this.filters.childElementCount > 0) return;
    const chart = await this.ready();
    if (!chart) return;
    const names = new Map(chart.lanes.map((lane) => [lane.id, lane.name]));
    const types = Array.from(new Set(chart.items.map((item) => item.type)));
    if (types.length > 1) {
      const set = element("fieldset", {}, element("legend", {}, timelineTypes));
      for (const type of types) {
        const box = element("input", { type: "checkbox", name: "type", value: type });
        box.checked = !this.hidden.has(type);
        box.addEventListener("change", () => {
          if (box.checked) this.hidden.delete(type);
          else this.hidden.add(type);
          void this.show();
        });
        set.append(element("label", { class: `type-${type}` }, box, " ", names.get(type) ?? type.replace(/-/g, " ")));
      }
      this.filters.append(set);
    }
    const tags = countTags(chart.items);
    if (tags.length > 0) {
      const select = element("select", {}, element("option", { value: "" }, timelineAnyTag));
      for (const [tag, count] of tags) select.append(element("option", { value: tag }, `${tag} (${count})`));
      select.value = this.tag;
      select.addEventListener("change", () => {
        this.tag = select.value;
        void this.show();
      });
      this.filters.append(element("label", {}, timelineTag, " ", select));
    }
    if (this.filters.childElementCount === 0) this.filters.append(timelineNoFilter);
  }

  // Moving.

  private zoom(by: number, about = (this.from + this.to) / 2): void {
    const length = Math.max(shortest, Math.min((this.to - this.from) * by, 4 * (this.whole[1] - this.whole[0])));
    const share = (about - this.from) / (this.to - this.from);
    this.move(about - share * length, about + (1 - share) * length);
  }

  /** Pans by a share of what is seen. */
  private pan(by: number): void {
    const length = this.to - this.from;
    this.move(this.from + by * length, this.to + by * length);
  }

  private move(from: number, to: number): void {
    const length = to - from;
    const first = Math.min(Math.max(from, this.whole[0] - length * 0.75), this.whole[1] - length * 0.25);
    this.from = first;
    this.to = first + length;
    if (!this.frame) this.frame = requestAnimationFrame(() => void this.follow());
  }

  /** Brings the drawing to where the view is: it is slid and stretched while
   *  what it holds is enough, and drawn anew where it is not. */
  private async follow(): Promise<void> {
    this.frame = 0;
    const { drawing } = this;
    const length = this.to - this.from;
    const drawn = drawing ? drawing.scale.to - drawing.scale.from : 0;
    const stretch = drawn / length;
    if (drawing && Math.abs(Math.log(stretch)) < mostStretch && this.from > drawing.scale.from - drawn && this.to < drawing.scale.to + drawn) {
      const x = margin * (1 - stretch) + (drawing.scale.from - this.from) * drawing.scale.perYear * stretch;
      drawing.moving.style.transform = `translateX(${x}px) scaleX(${stretch})`;
    } else {
      await this.draw();
    }
    const waits = this.resting > 0;
    this.resting = rest;
    if (!waits) requestAnimationFrame(() => this.wait());
  }

  private wait(): void {
    if (--this.resting > 0) requestAnimationFrame(() => this.wait());
    else void this.show();
  }

  private wanted(chart: Chart): Item[] {
    const { tag } = this;
    return chart.items.filter((item) => !this.hidden.has(item.type) && (!tag || item.tags.some((t) => t === tag || t.startsWith(`${tag}/`))));
  }

  private async draw(): Promise<Item[]> {
    const chart = await this.ready();
    if (!chart) return [];
    const width = Math.max(280, Math.round(this.scroll.clientWidth));
    const wanted = this.wanted(chart);
    const focused = this.scroll.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : undefined;
    const drawing = drawChart(chart, wanted, this.from, this.to, width, this.height(), today());
    if (this.drawing) this.drawing.view.replaceWith(drawing.view);
    else this.scroll.append(drawing.view);
    this.drawing = drawing;
    this.figure.classList.add("is-live");
    this.light();
    if (focused) Array.from(drawing.view.querySelectorAll("a")).find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
    return wanted;
  }

  /** Draws what is seen now, and lets the list, the words and the address follow. */
  private async show(): Promise<void> {
    const wanted = await this.draw();
    const { chart, drawing } = this;
    if (!chart || !drawing) return;
    const seen = wanted.filter((item) => shows(item, this.from, this.to));
    const path = (item: Item): string => new URL(item.href, location.href).pathname;
    const all = seen.length === chart.items.length;
    this.list.show(all ? undefined : new Set(seen.map(path)), new Set(chart.items.map(path)));
    this.status.value = timelineStatus({ from: yearName(Math.floor(this.from)), to: yearName(Math.floor(this.to)), shown: seen.length, all: chart.items.length });
    this.writeAddress();
  }

  // The address.

  /** Takes what to show from the address; false if it says nothing. */
  private readAddress(): boolean {
    const said = new URLSearchParams(location.search);
    const time = /^(-?[\d.]+?)\.\.(-?[\d.]+)$/.exec(said.get(this.part("t")) ?? "");
    if (time && Number(time[1]) < Number(time[2])) {
      this.from = Number(time[1]);
      this.to = Number(time[2]);
    }
    const hide = said.get(this.part("without"));
    if (hide) this.hidden = new Set(hide.split(","));
    this.tag = said.get(this.part("tag")) ?? "";
    return Boolean(time) || this.hidden.size > 0 || this.tag !== "";
  }

  private writeAddress(): void {
    const at = new URL(location.href);
    const set = (name: string, value: string): void => {
      if (value) at.searchParams.set(this.part(name), value);
      else at.searchParams.delete(this.part(name));
    };
    const round = (year: number): string => String(Math.round(year * 1000) / 1000);
    const whole = this.from === this.whole[0] && this.to === this.whole[1];
    set("t", whole ? "" : `${round(this.from)}..${round(this.to)}`);
    set("without", Array.from(this.hidden).sort().join(","));
    set("tag", this.tag);
    history.replaceState(history.state, "", at);
  }

  // What the reader does.

  private listen(): void {
    const { scroll } = this;
    scroll.addEventListener("pointerenter", () => void this.load().catch(() => (this.items = undefined)), { once: true });
    scroll.addEventListener("keydown", (event) => this.key(event));
    scroll.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    scroll.addEventListener("click", (event) => this.click(event), true);
    this.drag();
    const light = (event: Event): void => {
      const link = event.target instanceof Element ? event.target.closest("a.mark") : null;
      this.list.light(link ? pathOf(link) : undefined);
      if (link && !this.dragged) this.tell(link);
      else this.card.hide();
    };
    for (const name of ["pointerover", "pointerleave", "focusin", "focusout"]) scroll.addEventListener(name, light);
    this.list.follow((path) => {
      this.lit = path;
      this.light();
    });
    let width = scroll.clientWidth;
    new ResizeObserver(() => {
      if (scroll.clientWidth === width) return;
      width = scroll.clientWidth;
      if (this.drawing) void this.draw();
    }).observe(scroll);
  }

  /** Shows what a mark is. */
  private tell(link: Element): void {
    const words = link.querySelector("title")?.textContent ?? "";
    const label = this.chart?.items.find((item) => item.words === words)?.label ?? (link as SVGAElement).dataset["label"] ?? link.querySelector("text")?.textContent ?? "";
    const type = /(?:^| )type-(\S+)/.exec(link.getAttribute("class") ?? "")?.[1] ?? "";
    const path = pathOf(link);
    this.card.point(link, {
      title: label, when: words.slice(label.length + 2), type: type === "page" ? "" : type.replace(/-/g, " "),
      summary: async () => this.list.summary(path) ?? (await summaryOf(path)),
    });
  }

  /** Lights the marks of the note that the reader points at in the list. */
  private light(): void {
    for (const mark of this.scroll.querySelectorAll("a.mark")) {
      mark.classList.toggle("lit", this.lit !== undefined && pathOf(mark) === this.lit);
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.pan(-0.15), ArrowRight: () => this.pan(0.15),
      "+": () => this.zoom(0.7), "=": () => this.zoom(0.7), "-": () => this.zoom(1 / 0.7),
      Home: () => this.move(...this.whole), "0": () => this.move(...this.whole),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** The wheel scrolls the page, unless the reader is at the timeline. */
  private wheel(event: WheelEvent): void {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 20;
    if (!event.ctrlKey && (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey)) {
      this.pan(((event.deltaX || event.deltaY) * unit) / this.scroll.clientWidth);
    } else if (event.ctrlKey || event.metaKey || this.figure.contains(document.activeElement)) {
      this.zoom(Math.exp(Math.max(-0.5, Math.min(0.5, (event.deltaY * unit) / 300))), this.yearAt(event.clientX));
    } else {
      return;
    }
    event.preventDefault();
  }

  private yearAt(clientX: number): number {
    const box = this.scroll.getBoundingClientRect();
    const left = box.left + margin, width = box.width - 2 * margin;
    return this.from + ((clientX - left) / width) * (this.to - this.from);
  }

  private click(event: MouseEvent): void {
    if (this.dragged) {
      event.preventDefault();
      event.stopPropagation();
      this.dragged = false;
      return;
    }
    const zoom = event.target instanceof Element ? event.target.closest<SVGElement>("[data-zoom]") : null;
    const [from, to] = zoom?.dataset["zoom"]?.split(" ").map(Number) ?? [];
    if (from !== undefined && to !== undefined) this.move(from - (to - from) / 2, to + (to - from) / 2);
  }

  /** One pointer drags; two pinch. */
  private drag(): void {
    const { scroll } = this;
    const down = new Map<number, { x: number; y: number }>();
    const end = (event: PointerEvent): void => {
      down.delete(event.pointerId);
      if (down.size === 0) scroll.classList.remove("dragging");
    };
    scroll.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button !== 0) return;
      if (down.size === 0) this.dragged = false;
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    scroll.addEventListener("dragstart", (event) => event.preventDefault());
    scroll.addEventListener("pointermove", (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const others = Array.from(down).filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      const other = others[0];
      if (other) {
        const was = Math.abs(before.x - other.x), is = Math.abs(event.clientX - other.x);
        if (was > 8 && is > 8) this.zoom(was / is, this.yearAt((event.clientX + other.x) / 2));
      } else {
        const by = event.clientX - before.x;
        if (!this.dragged && Math.abs(by) < 4) return;
        scroll.setPointerCapture(event.pointerId);
        this.pan(-by / (scroll.clientWidth - 2 * margin));
      }
      this.dragged = true;
      scroll.classList.add("dragging");
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    for (const name of ["pointerup", "pointercancel"] as const) scroll.addEventListener(name, end);
  }
}

/** The tags of items with how many bear each or one beneath it, the most first. */
function countTags(items: readonly Item[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const all = new Set<string>();
    for (const tag of item.tags) {
      const steps = tag.split("/");
      steps.forEach((_, i) => all.add(steps.slice(0, i + 1).join("/")));
    }
    for (const tag of all) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return Array.from(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 60);
}
