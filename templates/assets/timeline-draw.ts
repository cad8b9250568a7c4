// Draws one view of a timeline as SVG, with the classes of the drawing that the
// site was built with.
import { timelineCluster, timelineSpan, timelineToday } from "./messages";
import type { Band, Item } from "./timeline-items";
import { airyRows, barHeight, fitting, labelWidth, layLane, margin, Scale, shows, ticks, yearName, type Cluster, type Lane, type Mark, type Room } from "./timeline-layout";

const namespace = "http://www.w3.org/2000/svg";

type Attributes = Readonly<Record<string, string | number>>;

function draw<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElementTagNameMap[K] {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  made.append(...children);
  return made;
}

/** What a timeline shows at all. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly lanes: readonly { readonly id: string; readonly name: string }[];
  readonly bands: readonly Band[];
  readonly namedBands: boolean;
  /** The language of names without Chinese on a page in Chinese. */
  readonly lent: string | undefined;
  readonly items: readonly Item[];
}

/** A drawing of a chart from one year to another, in so many pixels. */
export interface Drawing {
  /** What moves, and upon it what stays: each a drawing of its own, so that a
   *  move changes nothing within either. */
  readonly view: HTMLDivElement;
  /** What moves when the view does; it reaches a view to either side. */
  readonly moving: HTMLElement;
  readonly scale: Scale;
  /** How many items are seen between the years themselves. */
  readonly seen: number;
}

const headRoom = 20, nameRoom = 17, laneGap = 7, headSpace = 18, axisSpace = 28;

/** Draws the items that are wanted, as tall as the room that there is, and taller
 *  only if they need it. Only what is near the view is drawn. */
export function drawChart(chart: Chart, wanted: readonly Item[], from: number, to: number, width: number, height: number, today: number): Drawing {
  const scale = new Scale(from, to, width);
  const near = [scale.year(-width), scale.year(2 * width)] as const;
  const moving = draw("svg", { class: "live" }), still = draw("svg", { class: "timeline-frame" });
  const lanes = chart.lanes.map((lane) => ({ ...lane, items: wanted.filter((item) => item.lane === lane.id && shows(item, near[0], near[1])) })).filter((lane) => lane.items.length > 0);
  const above = chart.namedBands && chart.bands.length > 0 ? headRoom : 4;
  const named = chart.lanes.length > 1 || chart.items.length > airyRows; // as in the built drawing
  const top = above + (named ? headSpace : 0);
  const lay = (spare: Room): Lane[] => lanes.map((lane) => layLane(lane.name, lane.items, scale, spare));
  const end = (laid: readonly Lane[]): number => laid.reduce((y, lane) => y + lane.height + laneGap + (lanes.length > 1 ? nameRoom : 0), top);
  let laid = lay("airy");
  for (const spare of ["dense", "scarce"] as const) if (end(laid) + 2 + axisSpace > height + 0.5) laid = lay(spare);
  let y = top;
  const shapes: SVGElement[] = [];
  lanes.forEach((lane, index) => {
    if (index > 0) still.append(draw("line", { class: "lane-edge", x1: 0, x2: width, y1: y, y2: y }));
    if (lanes.length > 1) {
      y += nameRoom;
      const count = lane.items.filter((item) => shows(item, from, to)).length;
      still.append(draw("text", { class: "lane-name", x: 4, y: y - 5 }, lane.name, " ", draw("tspan", { class: "lane-count" }, String(count))));
    }
    const drawn = laid[index]!;
    shapes.push(drawLane(chart, drawn, y));
    y += drawn.height + laneGap;
  });
  const axis = Math.max(y + 2, height - axisSpace, 62);
  for (const [i, band] of chart.bands.entries()) {
    if (band.to >= near[0] && band.from <= near[1]) moving.append(drawBand(band, i % 2 === 1, scale, axis, chart));
  }
  for (const tick of ticks(scale, near[0], near[1])) {
    const x = scale.x(tick.year);
    moving.append(draw("line", { class: "tick", x1: x, x2: x, y1: 0, y2: axis }));
    if (Math.min(Math.abs(x), Math.abs(width - x)) < labelWidth(tick.label) * 0.6) continue; // the edge would cut it, and 1920 read as 0
    moving.append(draw("text", { class: "tick-label", x, y: axis + 20, "text-anchor": "middle" }, tick.label));
    if (named) moving.append(draw("text", { class: "tick-label", x, y: top - 6, "text-anchor": "middle", "aria-hidden": "true" }, tick.label));
  }
  moving.append(...shapes, todayLine(scale.x(today), axis, width));
  still.prepend(draw("line", { class: "axis", x1: 0, x2: width, y1: axis, y2: axis }));
  const tall = axis + axisSpace;
  for (const svg of [moving, still]) for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${tall}`, width, height: tall })) svg.setAttribute(name, String(value));
  moving.prepend(definitions(chart.id, new Set(chart.items.map((item) => item.type))));
  const view = document.createElement("div");
  view.className = "timeline-view";
  view.setAttribute("role", "group");
  view.setAttribute("aria-label", chart.title);
  const layer = document.createElement("div");
  layer.className = "timeline-moving";
  layer.append(moving);
  view.append(layer, still);
  return { view, moving: layer, scale, seen: wanted.filter((item) => shows(item, from, to)).length };
}

/** The line of the present day, which the built drawing cannot know. */
export function todayLine(x: number, axis: number, width: number): SVGGElement {
  const beside: Attributes = x > width - 34 ? { x: x - 3, "text-anchor": "end" } : { x: x + 3 };
  return draw("g", {}, draw("line", { class: "today", x1: x, x2: x, y1: 0, y2: axis }), draw("text", { class: "today-label", y: axis - 4, ...beside }, timelineToday));
}

/** Stripes of the paper for what is approximate, and for ends that fade their
 *  colours: a gradient costs far less than a mask, which becomes a layer. */
function definitions(id: string, types: ReadonlySet<string>): SVGDefsElement {
  const ends: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    start: [[0, 0], [0.7, 1]],
    end: [[0.3, 1], [1, 0]],
    both: [[0, 0], [0.5, 1], [1, 0]],
  };
  const defs = draw("defs", {}, draw("pattern", { id: `${id}-live-hatch`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, draw("rect", { class: "hatch", width: 2, height: 5 })));
  for (const type of types) {
    for (const [end, stops] of Object.entries(ends)) {
      defs.append(draw("linearGradient", { id: `${id}-live-${end}-${type}`, class: `type-${type}` }, ...stops.map(([offset, opacity]) => draw("stop", { offset: String(offset), "stop-opacity": opacity }))));
    }
  }
  return defs;
}

/** Chinese in a name. The module "runs" has more, but would be one more file to load for each page with a drawing. */
const chinese = /([\p{Script=Han}\u3001-\u303f\uff00-\uffef]*\p{Script=Han}[\p{Script=Han}\u3001-\u303f\uff00-\uffef]*)/u;

/** A name, marked where it is in another language than the page. */
function named(name: string, attributes: Attributes, chart: Chart): SVGTextElement {
  const here = /^(zh|lzh|yue|ja|ko)\b/i.test(document.documentElement.lang);
  const lang = here && !chinese.test(name) && /\p{L}/u.test(name) ? chart.lent : "";
  const parts = here ? [name] : name.split(chinese).map((part, i) => (i % 2 > 0 ? draw("tspan", { lang: "zh-Hans" }, part) : part));
  return draw("text", { ...attributes, ...(lang ? { lang } : {}) }, ...parts);
}

function drawBand(band: Band, alternate: boolean, scale: Scale, axis: number, chart: Chart): SVGAElement {
  const x = scale.x(band.from), width = scale.x(band.to) - x;
  const link = draw("a", { href: band.href, class: alternate ? "band alternate" : "band" }, draw("title", {}, band.words), draw("rect", { x, y: 0, width, height: axis }));
  const left = Math.max(x, 0) + 5;
  const label = chart.namedBands ? fitting(band.label, Math.min(x + width, scale.width) - left - 5) : "";
  if (label) link.append(named(label, { x: left, y: 13 }, chart));
  return link;
}

function drawLane(chart: Chart, lane: Lane, y: number): SVGGElement {
  const group = draw("g", { class: "lane" });
  for (const mark of lane.marks) group.append(drawMark(chart, mark, y));
  for (const cluster of lane.clusters) group.append(drawCluster(cluster, lane.name, y));
  return group;
}

function drawMark(chart: Chart, mark: Mark, laneY: number): SVGAElement {
  const { item } = mark, { id } = chart;
  const y = laneY + mark.y;
  const link = draw("a", { href: item.href, class: `mark type-${item.type}` }, draw("title", {}, item.words));
  const end = item.fadedStart && item.fadedEnd ? "both" : item.fadedStart ? "start" : item.fadedEnd ? "end" : "";
  const fill: Attributes = end ? { fill: `url(#${id}-live-${end}-${item.type})` } : {};
  if (mark.x < mark.coreX || mark.coreX + mark.coreWidth < mark.x + mark.width || mark.coreWidth === 0) {
    link.append(draw("rect", { class: "reach", x: mark.x, y, width: mark.width, height: barHeight, rx: 2, ...fill }));
  }
  if (mark.coreWidth > 0) {
    link.append(draw("rect", { class: "core", x: mark.coreX, y, width: mark.coreWidth, height: barHeight, rx: item.instant ? mark.coreWidth / 2 : 2, ...fill }));
  }
  if (item.approximate) link.append(draw("rect", { fill: `url(#${id}-live-hatch)`, x: mark.x, y, width: mark.width, height: barHeight }));
  const middle = y + barHeight / 2;
  if (item.openStart) link.append(arrow(mark.x, mark.x - 5, middle));
  if (item.openEnd) link.append(arrow(mark.x + mark.width, mark.x + mark.width + 5, middle));
  if (mark.labelRoom > 0) link.append(draw("rect", { class: "label-room", x: mark.labelX - 2, y: y - 1, width: mark.labelRoom, height: barHeight + 2 }));
  if (mark.label) link.append(named(mark.label, { x: mark.labelX, y: laneY + mark.labelY, ...(mark.labelEnd ? { "text-anchor": "end" } : {}) }, chart));
  return link;
}

function arrow(from: number, to: number, y: number): SVGPathElement {
  return draw("path", { class: "core arrow", d: `M${from} ${y - 5}L${to} ${y}L${from} ${y + 5}z` });
}

/** What is counted together leads into the span of time that it stands for. */
function drawCluster(cluster: Cluster, lane: string, laneY: number): SVGGElement {
  const type = cluster.items.every((item) => item.type === cluster.items[0]?.type) ? ` type-${cluster.items[0]?.type ?? ""}` : "";
  const count = cluster.items.length;
  const name = cluster.years < 1 ? yearName(Math.floor(cluster.year + 1e-9)) : cluster.years === 1 ? yearName(cluster.year) : timelineSpan({ from: yearName(cluster.year), to: yearName(cluster.year + cluster.years - 1) });
  const group = draw("g", { class: `cluster${type}`, "data-zoom": `${cluster.year} ${cluster.year + cluster.years}` },
    draw("title", {}, timelineCluster({ span: name, n: count, lane })),
    draw("rect", { x: cluster.x, y: laneY + cluster.y, width: cluster.width, height: cluster.height }));
  if (String(count).length * 7 <= cluster.width) {
    group.append(draw("text", { x: cluster.x + cluster.width / 2, y: laneY + cluster.y - 3, "text-anchor": "middle" }, String(count)));
  }
  return group;
}

export { margin };
