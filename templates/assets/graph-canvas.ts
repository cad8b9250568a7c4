// Draws a graph that is too large for a page to bring. What is drawn is kept as
// a picture somewhat larger than the window: while the reader moves it only that
// picture moves, with one of the whole graph about it, and the notes themselves
// are drawn again when it ends.
import type { Drawing } from "./graph";
import type { Graph } from "./graph-data";

/** Width of a layout in its own units: see network.Width. */
const layoutWidth = 10000;
/** Pixels to a unit at which names of level 0 have room: see onPage in generator/site/graph_view.go. */
const levelZero = 0.088;
/** How far beyond the window the picture reaches, as a part of it. */
const beyond = 0.5;
/** How often a picture is doubled in size before it says too little. */
const doublings = 3;
/** How long, in milliseconds, after the last motion the notes are drawn again. */
const rest = 120;

interface View { x: number; y: number; scale: number } // the unit in the middle, pixels to a unit

interface Picture { readonly canvas: HTMLCanvasElement; readonly view: View }

/** Puts a canvas in the place of the drawing that the page brings. */
export function drawOnCanvas(picture: HTMLElement, graph: Graph, choose: (note: number | undefined) => void): Drawing {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  picture.replaceChildren(canvas);
  const marks = marksOfLegend(picture.closest("figure") ?? document.body);
  let kept: Picture | undefined, overview: Picture | undefined;
  let view: View = { x: 0, y: 0, scale: 0 }; // until there is a window to fit it into
  let shown: ReadonlySet<number> = new Set();
  let here: number | undefined;
  let frame = 0, timer = 0;

  const ratio = (): number => Math.min(2, devicePixelRatio || 1);
  const whole = (): View => ({
    x: layoutWidth / 2, y: graph.height / 2,
    scale: Math.min(canvas.clientWidth / (layoutWidth * 1.1), canvas.clientHeight / (Math.max(1, graph.height) * 1.1)),
  });

  /** Draws the notes about the middle of a view. */
  function pictured(view: View): Picture {
    const width = canvas.clientWidth * (1 + 2 * beyond), height = canvas.clientHeight * (1 + 2 * beyond);
    const drawn = document.createElement("canvas");
    drawn.width = Math.max(1, width * ratio());
    drawn.height = Math.max(1, height * ratio());
    const c = drawn.getContext("2d", { alpha: true })!;
    c.scale(ratio(), ratio());
    c.translate(width / 2, height / 2);
    paint(c, graph, view, { width, height }, shown, marks);
    return { canvas: drawn, view };
  }

  /** Where a picture is now, in pixels from the middle. */
  function place({ canvas: drawn, view: of }: Picture): [x: number, y: number, width: number, height: number] {
    const by = view.scale / of.scale;
    const width = (drawn.width / ratio()) * by, height = (drawn.height / ratio()) * by;
    return [(of.x - view.x) * view.scale - width / 2, (of.y - view.y) * view.scale - height / 2, width, height];
  }

  /** Shows what is kept, where it is now. */
  function show(): void {
    frame = 0;
    if (view.scale === 0) return; // there is no window yet
    canvas.width = canvas.clientWidth * ratio();
    canvas.height = canvas.clientHeight * ratio();
    const c = canvas.getContext("2d")!;
    c.scale(ratio(), ratio());
    c.translate(canvas.clientWidth / 2, canvas.clientHeight / 2);
    if (!kept || view.scale / kept.view.scale > 2 ** doublings) kept = pictured({ ...view });
    if (kept.view.scale === whole().scale) overview = kept; // it reaches beyond all ends of the graph
    if (!covers(kept)) {
      overview ??= pictured(whole());
      c.drawImage(overview.canvas, ...place(overview));
      c.clearRect(...place(kept));
    }
    c.drawImage(kept.canvas, ...place(kept));
    if (here !== undefined) paintHere(c, graph, view, here, shown, marks);
  }

  /** Whether a picture fills the window. */
  function covers(picture: Picture): boolean {
    const [x, y, width, height] = place(picture);
    const w = canvas.clientWidth / 2, h = canvas.clientHeight / 2;
    return x <= -w && y <= -h && x + width >= w && y + height >= h;
  }

  function soon(): void {
    frame ||= requestAnimationFrame(show);
  }

  /** Draws what is shown anew, since it has changed. */
  function anew(): void {
    kept = overview = undefined;
    soon();
  }

  /** Draws what the window shows as it should be, after a motion. */
  function settle(): void {
    const { x, y, scale } = overview?.view ?? {};
    kept = x === view.x && y === view.y && scale === view.scale ? overview : undefined;
    soon();
  }

  function move(to: Partial<View>): void {
    view = { ...view, ...to };
    view.x = Math.max(0, Math.min(layoutWidth, view.x));
    view.y = Math.max(0, Math.min(graph.height, view.y));
    soon();
    clearTimeout(timer);
    timer = window.setTimeout(settle, rest);
  }

  /** Enlarges about a place on the canvas, in pixels from its middle. */
  function enlarge(by: number, px = 0, py = 0): void {
    const least = whole().scale;
    const scale = Math.max(least, Math.min(least * 128, view.scale * by));
    move({ scale, x: view.x + px / view.scale - px / scale, y: view.y + py / view.scale - py / scale });
  }

  function noteAt(px: number, py: number): number | undefined {
    let best: number | undefined, least = 14;
    for (const i of shown) {
      const n = graph.notes[i]!;
      const far = Math.hypot((n.x - view.x) * view.scale - px, (n.y - view.y) * view.scale - py);
      if (far < least) [best, least] = [i, far];
    }
    return best;
  }

  listen(canvas, {
    pull: (dx, dy) => move({ x: view.x - dx / view.scale, y: view.y - dy / view.scale }),
    enlarge,
    tap: (px, py) => {
      const note = noteAt(px, py);
      if (note !== undefined && note === here) location.assign(graph.notes[note]!.href);
      else choose(note);
    },
  });
  new ResizeObserver(() => {
    if (view.scale === 0) view = whole();
    anew();
  }).observe(canvas);
  for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", anew);

  return {
    show(notes) {
      shown = notes;
      anew();
    },
    mark(note) {
      here = note;
      const n = note === undefined ? undefined : graph.notes[note];
      if (!n) return soon();
      if (view.scale === 0) view = whole();
      const x = Math.abs(n.x - view.x) * view.scale, y = Math.abs(n.y - view.y) * view.scale;
      if (x > canvas.clientWidth * 0.4 || y > canvas.clientHeight * 0.4) move({ x: n.x, y: n.y });
      else soon();
    },
    zoom(by) {
      if (by === 0) move(whole());
      else enlarge(by);
    },
    at: (note) => graph.notes[note] ?? { x: 0, y: 0 },
  };
}

interface Mark { readonly shape: Path2D; readonly colour: () => string }

/** The marks of the types, as the legend shows them. */
function marksOfLegend(figure: Element): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const entry of figure.querySelectorAll<HTMLElement>(".graph-legend li")) {
    const svg = entry.querySelector("svg");
    const d = entry.querySelector("path")?.getAttribute("d");
    if (svg && d) marks.set(entry.dataset["type"] ?? "", { shape: new Path2D(d), colour: () => getComputedStyle(svg).fill });
  }
  return marks;
}

interface Size { readonly width: number; readonly height: number }

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name);
}

/** How large a mark is, and how large the names are, in pixels. */
const markScale = (scale: number): number => Math.max(0.3, Math.min(1, 0.35 + Math.log2(scale / levelZero) * 0.2));
const nameFont = "500 12px system-ui, sans-serif";

/** Draws the lines, the marks, and the names that have room. */
function paint(c: CanvasRenderingContext2D, graph: Graph, view: View, size: Size, shown: ReadonlySet<number>, marks: ReadonlyMap<string, Mark>): void {
  const xs = graph.notes.map((n) => (n.x - view.x) * view.scale), ys = graph.notes.map((n) => (n.y - view.y) * view.scale);
  const w = size.width / 2, h = size.height / 2;
  c.lineWidth = 0.7;
  c.strokeStyle = colour("--line-strong");
  c.globalAlpha = graph.notes.length > 2000 ? 0.25 : 0.45;
  c.beginPath();
  for (const i of shown) {
    const x = xs[i]!, y = ys[i]!;
    for (const other of graph.notes[i]!.near) {
      if (other < i || !shown.has(other)) continue;
      const tx = xs[other]!, ty = ys[other]!;
      if ((x < -w && tx < -w) || (x > w && tx > w) || (y < -h && ty < -h) || (y > h && ty > h)) continue;
      c.moveTo(x, y);
      c.lineTo(tx, ty);
    }
  }
  c.stroke();
  const inside = (i: number): boolean => Math.abs(xs[i]!) < w + 20 && Math.abs(ys[i]!) < h + 20;
  const scale = markScale(view.scale);
  for (const [type, mark] of marks) {
    c.fillStyle = mark.colour();
    const all = new Path2D();
    graph.notes.forEach((n, i) => {
      if (n.type !== type || !inside(i)) return;
      if (shown.has(i)) all.addPath(mark.shape, new DOMMatrix([scale, 0, 0, scale, xs[i]!, ys[i]!]));
    });
    c.globalAlpha = 1;
    c.fill(all);
  }
  const level = Math.floor(Math.log2(view.scale / levelZero));
  graph.notes.forEach((n, i) => {
    if (n.level <= level && shown.has(i) && inside(i)) name(c, n.title, xs[i]!, ys[i]! + 17);
  });
}

/** Draws a note that is marked, its links, and the names at their other ends. */
function paintHere(c: CanvasRenderingContext2D, graph: Graph, view: View, here: number, shown: ReadonlySet<number>, marks: ReadonlyMap<string, Mark>): void {
  const at = (i: number): [number, number] => [(graph.notes[i]!.x - view.x) * view.scale, (graph.notes[i]!.y - view.y) * view.scale];
  const note = graph.notes[here]!;
  const [x, y] = at(here);
  const near = note.near.filter((other) => shown.has(other));
  c.strokeStyle = colour("--accent");
  c.lineWidth = 1.5;
  c.globalAlpha = 1;
  c.beginPath();
  for (const other of near) {
    c.moveTo(x, y);
    c.lineTo(...at(other));
  }
  c.stroke();
  for (const i of [...near, here]) {
    const mark = marks.get(graph.notes[i]!.type);
    if (!mark) continue;
    const own = new Path2D();
    own.addPath(mark.shape, new DOMMatrix([1, 0, 0, 1, ...at(i)]));
    c.fillStyle = mark.colour();
    c.fill(own);
    if (i === here) c.stroke(own);
  }
  name(c, note.title, x, y + 17, true);
}

function name(c: CanvasRenderingContext2D, title: string, x: number, y: number, whole = false): void {
  const signs = [...title];
  const text = whole || signs.length <= 26 ? title : signs.slice(0, 25).join("") + "…";
  c.font = whole ? nameFont.replace("500", "700") : nameFont;
  c.textAlign = "center";
  c.lineWidth = 3;
  c.lineJoin = "round";
  c.globalAlpha = 1;
  c.strokeStyle = colour("--paper");
  c.fillStyle = colour(whole ? "--accent" : "--ink");
  c.strokeText(text, x, y);
  c.fillText(text, x, y);
}

interface Gestures {
  pull(dx: number, dy: number): void;
  enlarge(by: number, px: number, py: number): void;
  tap(px: number, py: number): void;
}

/** Reads pulls, pinches, wheels and taps; places are pixels from the middle. */
function listen(canvas: HTMLCanvasElement, on: Gestures): void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;
  const middle = (event: { clientX: number; clientY: number }): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (down.size === 1) moved = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const others = [...down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved += Math.hypot(event.clientX - before.x, event.clientY - before.y);
    const other = others[0];
    if (other) {
      const by = Math.hypot(event.clientX - other.x, event.clientY - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      on.enlarge(by, ...middle({ clientX: (event.clientX + other.x) / 2, clientY: (event.clientY + other.y) / 2 }));
      on.pull((event.clientX - before.x) / 2, (event.clientY - before.y) / 2);
    } else if (moved > 4) on.pull(event.clientX - before.x, event.clientY - before.y);
  });
  const up = (event: PointerEvent): void => {
    if (down.delete(event.pointerId) && event.type === "pointerup" && down.size === 0 && moved <= 4) on.tap(...middle(event));
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !document.activeElement?.contains(canvas)) return; // the page scrolls
    event.preventDefault();
    on.enlarge(2 ** (-event.deltaY / 300), ...middle(event));
  }, { passive: false });
}
