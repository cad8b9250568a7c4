// Reads the shards of the index, each once. Their form is that of
// generator/search.
import { hash } from "./search-text";

/** What is known of the index as a whole. */
export interface Directory {
  readonly version: number;
  readonly sections: number;
  readonly slots: number;
  readonly terms: number;
  readonly more: number;
  readonly texts: number;
  readonly words: number;
  readonly perText: number;
  readonly stop: readonly string[];
}

/** Every word of a shard in order, its stem, and how common that is (a binary logarithm). */
export interface Words {
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly common: readonly number[];
}

/** Weights by place: a place is note * places + section. */
export type Weights = ReadonlyMap<number, number>;

/** Where a term stands; of a very common one, perhaps only where it weighs most. */
export interface Postings {
  readonly weights: Weights;
  readonly count: number; // in all
}

/** More sections than this are not told apart. */
export const places = 4096;

export interface TextSection {
  readonly id: string;
  readonly heading: string;
  readonly text: string;
}

export interface TextNote {
  readonly href: string;
  readonly title: string;
  readonly original: string;
  readonly type: string;
  readonly when: string;
  readonly summary: string;
  readonly sections: readonly TextSection[];
}

/** The days of a note, counted from 1970-01-01. */
export type Days = ReadonlyMap<number, readonly [first: number, last: number]>;

class Reader {
  at = 0;
  private readonly decoder = new TextDecoder();
  constructor(private readonly data: Uint8Array) {}
  get done(): boolean { return this.at >= this.data.length; }
  byte(): number { return this.data[this.at++] ?? 0; }
  number(): number {
    let n = 0;
    for (let scale = 1; ; scale *= 128) {
      const b = this.byte();
      n += (b & 127) * scale;
      if (b < 128) return n;
    }
  }
  signed(): number {
    const n = this.number();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }
  bytes(length: number): Uint8Array { return this.data.subarray(this.at, (this.at += length)); }
  text(length = this.number()): string { return this.decoder.decode(this.bytes(length)); }
}

/** The index at an address, which ends with a slash. */
export class Index {
  private readonly shards = new Map<string, Promise<unknown>>();
  constructor(private readonly base: string) {}

  /** Reads and decodes a file once; one that could not be read is tried again when next asked for. */
  private shard<T>(name: string, decode: (r: Reader) => T): Promise<T> {
    let shard = this.shards.get(name) as Promise<T> | undefined;
    if (!shard) {
      shard = this.fetch(name).then((data) => decode(new Reader(data)));
      shard.catch(() => this.shards.delete(name));
      this.shards.set(name, shard);
    }
    return shard;
  }

  private async fetch(name: string): Promise<Uint8Array> {
    const response = await fetch(this.base + name);
    if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
    const body = name.endsWith(".bin") ? response.body.pipeThrough(new DecompressionStream("gzip")) : response.body;
    return new Uint8Array(await new Response(body).arrayBuffer());
  }

  directory(): Promise<Directory> {
    return this.shard("directory.json", (r) => JSON.parse(r.text(Infinity)) as Directory);
  }

  /** The words that begin with the same letter as a folded word. */
  async words(folded: string): Promise<Words> {
    const { words } = await this.directory();
    const letter = folded.codePointAt(0) ?? 0;
    let shard = 0;
    if (words > 1) {
      if (letter >= 97 && letter <= 122) shard = letter - 97;
      else if (letter >= 48 && letter <= 57) shard = 26;
      else shard = 27 + (letter % (words - 27));
    }
    return this.shard(`words-${shard.toString(16)}.bin`, readWords);
  }

  /** The postings of a term: those that weigh most, or all. */
  async postings(term: string, all: boolean): Promise<Postings> {
    const { terms, more } = await this.directory();
    const at = hash(term);
    const first = await this.list("terms", (at & (terms - 1)) >>> 0, term);
    if (!all || first.weights.size === first.count) return first;
    const others = await this.list("more", (at & (more - 1)) >>> 0, term);
    return { weights: new Map([...first.weights, ...others.weights]), count: first.count };
  }

  private async list(kind: string, shard: number, term: string): Promise<Postings> {
    const lists = await this.shard(`${kind}-${shard.toString(16)}.bin`, readTerms);
    return lists.get(term)?.() ?? { weights: new Map(), count: 0 };
  }

  async note(number: number): Promise<TextNote | undefined> {
    const { perText } = await this.directory();
    const notes = await this.shard(`texts-${Math.floor(number / perText).toString(16)}.bin`, readTexts);
    return notes.get(number);
  }

  days(): Promise<Days> { return this.shard("days.bin", readDays); }
}

function readWords(r: Reader): Words {
  const words: string[] = [], stems: string[] = [], common: number[] = [];
  const decoder = new TextDecoder();
  let last: Uint8Array = new Uint8Array();
  const joined = (head: Uint8Array, tail: Uint8Array): Uint8Array => {
    const all = new Uint8Array(head.length + tail.length);
    all.set(head);
    all.set(tail, head.length);
    return all;
  };
  while (!r.done) {
    const shared = r.byte();
    last = joined(last.subarray(0, shared), r.bytes(r.number()));
    words.push(decoder.decode(last));
    const kept = r.byte();
    stems.push(decoder.decode(last.subarray(0, kept)) + decoder.decode(r.bytes(r.number())));
    common.push(r.byte());
  }
  return { words, stems, common };
}

/** Terms are decoded when they are first asked for: the distances of their notes stand together, then the rest. */
function readTerms(r: Reader): ReadonlyMap<string, () => Postings> {
  const found: [term: string, count: number, distances: Uint8Array, length: number][] = [];
  for (let left = r.number(); left > 0; left--) found.push([r.text(), r.number(), r.bytes(r.number()), r.number()]);
  return new Map(found.map(([term, count, distances, length]) => {
    const rest = r.bytes(length);
    let postings: Postings | undefined;
    return [term, () => (postings ??= { weights: readPostings(new Reader(distances), new Reader(rest)), count })];
  }));
}

function readPostings(distances: Reader, rest: Reader): Weights {
  const postings = new Map<number, number>();
  let note = 0;
  while (!distances.done) {
    note += distances.number();
    const b = rest.byte();
    let section = b >> 4;
    if (section === 15) section += rest.number();
    postings.set(note * places + Math.min(section, places - 1), b & 15);
  }
  return postings;
}

function readTexts(r: Reader): ReadonlyMap<number, TextNote> {
  const notes = new Map<number, TextNote>();
  while (!r.done) {
    const number = r.number();
    const href = r.text(), title = r.text(), original = r.text(), type = r.text(), when = r.text(), summary = r.text();
    const sections: TextSection[] = [];
    for (let left = r.number(); left > 0; left--) sections.push({ id: r.text(), heading: r.text(), text: r.text() });
    notes.set(number, { href, title, original, type, when, summary, sections });
  }
  return notes;
}

function readDays(r: Reader): Days {
  const days = new Map<number, readonly [number, number]>();
  let note = 0;
  while (!r.done) {
    note += r.number();
    const first = r.signed();
    days.set(note, [first, first + r.signed()]);
  }
  return days;
}
