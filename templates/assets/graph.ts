// The page of the graph: filters, the keys that go along links, and what is
// chosen kept in the address. The drawing is the one that the page brings or,
// where there are too many notes for that, a canvas.
import { loadGraph, type Graph, type GraphNote } from "./graph-data";
import { graphHere, graphLabel, graphShown, types } from "./messages";
import { fold } from "./search-text";
import { keepInAddress, restoreFromAddress } from "./filters";

/** A drawing of the graph. */
export interface Drawing {
  /** Shows some notes and fades the rest. */
  show(shown: ReadonlySet<number>): void;
  /** Marks a note, with its links, and brings it into view. */
  mark(note: number | undefined): void;
  /** Makes the drawing so many times as large; 0: as it was at first. */
  zoom(by: number): void;
  /** Where a note stands, in any unit. */
  at(note: number): { readonly x: number; readonly y: number };
}

/** Makes the page of the graph work, once. */
export async function enhanceGraph(): Promise<void> {
  const page = document.querySelector<HTMLElement>(".graph-page");
  if (!page || page.dataset["moves"]) return;
  page.dataset["moves"] = "yes";
  const graph = await loadGraph(new URL(page.dataset["graph"] ?? "", location.href).href);
  const picture = page.querySelector<HTMLElement>(".graph-picture");
  const form = page.querySelector<HTMLFormElement>("form.filters");
  const status = page.querySelector<HTMLElement>(".graph-status");
  if (!picture || !form || !status) return;
  const drawing = graph.placed
    ? (await import("./graph-canvas")).drawOnCanvas(picture, graph, (note) => choose(note))
    : (await import("./graph-svg")).useDrawing(picture, graph, (note) => choose(note));

  let shown = new Set<number>();
  let here: number | undefined;

  function choose(note: number | undefined): void {
    here = note;
    drawing.mark(note);
    const chosen = note === undefined ? undefined : graph.notes[note];
    if (chosen && status) {
      const joined = chosen.near.filter((other) => shown.has(other)).length;
      status.textContent = graphHere({ title: chosen.title, type: types[chosen.type] ?? chosen.type, n: joined });
    }
    keepInAddress(form!, chosen ? { note: chosen.id } : {});
  }

  function filter(): void {
    shown = matching(graph, new FormData(form!));
    drawing.show(shown);
    showInList(page!, graph, shown);
    for (const entry of page!.querySelectorAll<HTMLElement>(".graph-legend li")) {
      entry.toggleAttribute("data-faded", !graph.notes.some((n, i) => n.type === entry.dataset["type"] && shown.has(i)));
    }
    if (here !== undefined && !shown.has(here)) here = undefined;
    choose(here);
    if (here === undefined) status!.textContent = shown.size === graph.notes.length ? "" : graphShown({ n: shown.size, all: graph.notes.length });
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  page.querySelector(".graph-tools")?.addEventListener("click", (event) => {
    const by = event.target instanceof HTMLElement ? event.target.dataset["zoom"] : undefined;
    if (by !== undefined) drawing.zoom(Number(by));
  });
  picture.tabIndex = 0;
  picture.setAttribute("role", "application");
  picture.setAttribute("aria-label", graphLabel);
  picture.addEventListener("keydown", (event) => onKey(event));

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key];
    const note = here === undefined ? undefined : graph.notes[here];
    if (way) {
      const next = here === undefined ? mostJoined(graph, shown) : along(graph, drawing, here, shown, way);
      if (next !== undefined) choose(next);
    } else if (event.key === "Home") choose(mostJoined(graph, shown));
    else if (event.key === "Enter" && note) location.assign(note.href);
    else if (event.key === "Escape" && note) choose(undefined);
    else if (event.key === "+" || event.key === "=") drawing.zoom(2);
    else if (event.key === "-") drawing.zoom(0.5);
    else if (event.key === "0") drawing.zoom(0);
    else return;
    event.preventDefault();
  }

  const asked = restoreFromAddress(form).get("note");
  const at = graph.notes.findIndex((n) => n.id === asked);
  here = at >= 0 ? at : undefined;
  filter();
}

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** The notes that the filters let through. */
function matching(graph: Graph, chosen: FormData): Set<number> {
  const q = fold(String(chosen.get("q") ?? "")).trim();
  const type = chosen.get("type"), tag = chosen.get("tag");
  const shown = new Set<number>();
  graph.notes.forEach((n, i) => {
    if (type && n.type !== type) return;
    if (tag && !n.tags.some((t) => t === tag || t.startsWith(`${tag}/`))) return;
    if (q && !fold(n.title).includes(q)) return;
    shown.add(i);
  });
  return shown;
}

/** Hides from the list what the filters keep back. */
function showInList(page: HTMLElement, graph: Graph, shown: ReadonlySet<number>): void {
  const ids = new Set<string>();
  for (const i of shown) ids.add(graph.notes[i]!.id);
  for (const group of page.querySelectorAll<HTMLElement>(".graph-group")) {
    const items = Array.from(group.querySelectorAll<HTMLElement>("li"));
    for (const item of items) item.hidden = !ids.has(item.id);
    group.hidden = items.every((item) => item.hidden);
  }
}

function mostJoined(graph: Graph, shown: ReadonlySet<number>): number | undefined {
  let best: number | undefined;
  for (const i of shown) {
    if (best === undefined || graph.notes[i]!.near.length > graph.notes[best]!.near.length) best = i;
  }
  return best;
}

/** The neighbour that lies nearest in a direction: of those within its quarter, the one that is least far and least aside. */
function along(graph: Graph, drawing: Drawing, from: number, shown: ReadonlySet<number>, [wx, wy]: readonly [number, number]): number | undefined {
  const here = drawing.at(from);
  let best: number | undefined, least = Infinity;
  const note: GraphNote = graph.notes[from]!;
  for (const other of note.near) {
    if (!shown.has(other)) continue;
    const there = drawing.at(other);
    const dx = there.x - here.x, dy = there.y - here.y;
    const ahead = dx * wx + dy * wy, far = Math.hypot(dx, dy);
    if (ahead < far * 0.7) continue;
    const cost = far * (far / ahead) ** 2;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}
