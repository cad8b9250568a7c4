// What the client knows of the graph: see graphFile in generator/site/graph_view.go.

/** A note of the graph. Its neighbours are indexes of others. */
export interface GraphNote {
  readonly title: string;
  readonly href: string;
  readonly id: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly near: number[];
  /** Place and level of the name, where the client draws the graph. */
  readonly x: number;
  readonly y: number;
  readonly level: number;
}

interface File {
  readonly types: string[]; readonly tags: string[];
  readonly title: string[]; readonly href: string[]; readonly id: string[]; readonly type: number[];
  readonly tagged: number[][]; readonly near: number[][];
  readonly x?: number[]; readonly y?: number[]; readonly level?: number[]; readonly height?: number;
}

export interface Graph { readonly notes: readonly GraphNote[]; readonly placed: boolean; readonly height: number }

/** Reads the file at an address. */
export async function loadGraph(address: string): Promise<Graph> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const file = (await answer.json()) as File;
  const notes = file.title.map((title, i): GraphNote => ({
    title, href: file.href[i] ?? "", id: file.id[i] ?? "", type: file.types[file.type[i] ?? 0] ?? "",
    tags: (file.tagged[i] ?? []).map((tag) => file.tags[tag] ?? ""),
    near: [...(file.near[i] ?? [])],
    x: file.x?.[i] ?? 0, y: file.y?.[i] ?? 0, level: file.level?.[i] ?? 0,
  }));
  file.near.forEach((near, i) => near.forEach((other) => notes[other]?.near.push(i)));
  return { notes, placed: file.x !== undefined, height: file.height ?? 0 };
}
