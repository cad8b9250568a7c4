// The drawing that the page brings: notes are shown and faded, and a note that
// is marked shows its links.
import type { Drawing } from "./graph";
import type { Graph } from "./graph-data";

interface Placed { readonly element: SVGElement; readonly x: number; readonly y: number }

/** How often the drawing may be enlarged twofold. */
const most = 3;

/** Makes the drawing in the page move. */
export function useDrawing(picture: HTMLElement, graph: Graph, choose: (note: number | undefined) => void): Drawing {
  const svg = picture.querySelector<SVGSVGElement>("svg")!;
  const lines = svg.querySelector<SVGPathElement>(".graph-lines")!;
  const own = svg.querySelector<SVGPathElement>(".graph-lines-here")!;
  const byHref = new Map(graph.notes.map((n, i) => [n.href, i]));
  const placed = new Map<number, Placed>();
  for (const element of svg.querySelectorAll<SVGElement>(".graph-note")) {
    const note = byHref.get(element.getAttribute("href") ?? "");
    const [x, y] = (element.getAttribute("transform")?.match(/-?\d+/g) ?? []).map(Number);
    if (note !== undefined && x !== undefined && y !== undefined) placed.set(note, { element, x, y });
  }
  const { width, height } = svg.viewBox.baseVal;
  let shown: ReadonlySet<number> = new Set(placed.keys());
  let here: number | undefined;
  let level = 0;

  const path = (from: Iterable<number>, both: (a: number, b: number) => boolean): string => {
    let d = "";
    for (const a of from) {
      const at = placed.get(a);
      for (const b of graph.notes[a]?.near ?? []) {
        const to = placed.get(b);
        if (at && to && both(a, b)) d += `M${at.x} ${at.y}L${to.x} ${to.y}`;
      }
    }
    return d;
  };

  svg.addEventListener("pointerover", (event) => {
    const element = event.target instanceof Element ? event.target.closest<SVGElement>(".graph-note") : null;
    const over = element ? byHref.get(element.getAttribute("href") ?? "") : undefined;
    own.setAttribute("d", path([over ?? here ?? -1], (_, b) => shown.has(b)));
    if (element) element.parentNode?.append(element); // above the others
  });
  dragToScroll(picture);
  // Where the drawing is wider than the window, its left edge says the least.
  const links = (note: number): number => graph.notes[note]?.near.length ?? 0;
  const [busiest] = [...placed].sort(([a], [b]) => links(b) - links(a));
  if (busiest) picture.scrollTo({ left: busiest[1].x - picture.clientWidth / 2, behavior: "instant" });

  return {
    show(notes) {
      shown = notes;
      for (const [note, { element }] of placed) element.toggleAttribute("data-faded", !notes.has(note));
      lines.setAttribute("d", path(placed.keys(), (a, b) => a < b && notes.has(a) && notes.has(b)));
    },
    mark(note) {
      if (here !== undefined) placed.get(here)?.element.removeAttribute("data-here");
      here = note;
      own.setAttribute("d", note === undefined ? "" : path([note], (_, b) => shown.has(b)));
      const at = note === undefined ? undefined : placed.get(note);
      if (!at) return;
      at.element.setAttribute("data-here", "");
      at.element.parentNode?.append(at.element);
      const scale = 2 ** level;
      reveal(picture, at.x * scale + svg.getBoundingClientRect().left - picture.getBoundingClientRect().left + picture.scrollLeft, at.y * scale);
    },
    zoom(by) {
      const before = 2 ** level;
      const x = (picture.scrollLeft + picture.clientWidth / 2) / before, y = (picture.scrollTop + picture.clientHeight / 2) / before;
      level = by === 0 ? 0 : Math.max(0, Math.min(most, level + Math.log2(by)));
      const scale = 2 ** level;
      svg.setAttribute("width", String(width * scale));
      svg.setAttribute("height", String(height * scale));
      svg.style.setProperty("--zoom", String(scale));
      svg.dataset["level"] = String(level);
      picture.scrollTo({ left: x * scale - picture.clientWidth / 2, top: y * scale - picture.clientHeight / 2, behavior: "instant" });
    },
    at: (note) => placed.get(note) ?? { x: 0, y: 0 },
  };
}

/** Scrolls a place into view, unless it is. */
function reveal(picture: HTMLElement, x: number, y: number): void {
  const edge = 60;
  const inside = x > picture.scrollLeft + edge && x < picture.scrollLeft + picture.clientWidth - edge && y > picture.scrollTop + edge && y < picture.scrollTop + picture.clientHeight - edge;
  if (!inside) picture.scrollTo({ left: x - picture.clientWidth / 2, top: y - picture.clientHeight / 2, behavior: "instant" });
}

/** Lets a mouse pull the drawing; fingers and wheels scroll it as any part of a page. */
function dragToScroll(picture: HTMLElement): void {
  let from: { x: number; y: number } | undefined, moved = false;
  picture.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) [from, moved] = [{ x: event.clientX, y: event.clientY }, false];
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    moved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
    if (!moved) return;
    picture.scrollBy({ left: from.x - event.clientX, top: from.y - event.clientY, behavior: "instant" });
    from = { x: event.clientX, y: event.clientY };
  });
  addEventListener("pointerup", () => (from = undefined));
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("click", (event) => {
    if (moved) event.preventDefault();
    moved = false;
  }, { capture: true });
}
