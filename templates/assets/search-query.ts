// Reads what was typed, finds the sections it is about, and puts them in order.
import { Index, places, type TextNote, type Weights, type Words } from "./search-index";
import { fold, near, pieces, plain, yearStart } from "./search-text";

/** What narrows a search; empty fields do not. Years are inclusive. */
export interface Filters {
  readonly type?: string;
  readonly tag?: string;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A query, taken apart. */
export interface Query {
  readonly words: readonly string[]; // pieces to find, as written
  readonly phrases: readonly string[];
  readonly without: readonly string[]; // texts that must not be there
  readonly typing: boolean; // the last word may not be complete
}

/** One found note: the section that fits best. */
export interface Hit {
  readonly note: number;
  readonly section: number;
  readonly score: number;
}

/** A hit with its text. */
export interface Result {
  readonly href: string;
  readonly note: TextNote;
  readonly heading: string;
  readonly excerpt: readonly Run[];
}

/** A stretch of an excerpt; marked where it is what was looked for. */
export interface Run {
  readonly text: string;
  readonly mark: boolean;
}

/** What was found, the texts fetched as they are asked for. */
export interface Found {
  readonly hits: readonly Hit[];
  /** Whether there may be more, since of very common words only the best places were looked at. */
  readonly partial: boolean;
  /** Words that were not found as written, and what was taken for them. */
  readonly instead: readonly (readonly [written: string, taken: string])[];
  result(hit: Hit): Promise<Result | undefined>;
}

/** Takes a query apart: "phrases", -without, and words. */
export function parse(text: string): Query {
  const words: string[] = [], phrases: string[] = [], without: string[] = [];
  const part = /(-?)["“”„«»「」]([^"“”„«»「」]*)["“”„«»「」]?|(?:^|(?<=\s))(-)(\S+)|([^\s"“”„«»「」]+)/gu;
  let typing = false;
  for (const m of text.matchAll(part)) {
    const phrase = m[2]?.trim();
    typing = false;
    if (m[1] === "-" && phrase) without.push(phrase);
    else if (phrase) phrases.push(phrase);
    else if (m[4]) without.push(m[4]);
    else if (m[5]) {
      words.push(...pieces(m[5]).map((p) => p.text));
      typing = !/\s$/.test(text);
    }
  }
  return { words, phrases, without, typing };
}

/** A term and how much finding it counts. */
interface Wanted { readonly term: string; readonly factor: number }

/** Any of these terms stands for one thing that was asked for. */
interface Group { readonly terms: readonly Wanted[]; readonly written: string; taken?: string }

/** The terms of a run of Chinese: bigrams that cover it, or its one character. */
function hanTerms(run: string): string[] {
  const chars = [...run].map(fold);
  if (chars.length < 2) return chars;
  const terms: string[] = [];
  for (let i = 0; i + 1 < chars.length; i += 2) terms.push(chars[i]! + chars[i + 1]!);
  if (chars.length % 2 === 1) terms.push(chars[chars.length - 2]! + chars[chars.length - 1]!);
  return terms;
}

const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

/** How many stems may stand for one word: each costs a shard. */
const mostStems = 3;

/** The stems that a word may stand for, the likeliest ones first. */
function stemsOf(word: string, { words, stems, common }: Words, typing: boolean): { terms: Wanted[]; taken?: string } {
  const at = words.indexOf(word);
  if (at >= 0) return { terms: [{ term: stems[at]!, factor: 1 }] };
  const choose = (fits: (w: string, i: number) => number): { terms: Wanted[]; taken?: string } => {
    const found = words.map((w, i) => ({ i, fit: fits(w, i) })).filter((c) => c.fit > 0)
      .sort((a, b) => b.fit - a.fit || common[b.i]! - common[a.i]! || a.i - b.i);
    const best = new Map<string, number>();
    for (const { i, fit } of found) {
      if (best.size === mostStems) break;
      if (!best.has(stems[i]!)) best.set(stems[i]!, fit);
    }
    const first = found[0];
    return { terms: [...best].map(([term, factor]) => ({ term, factor })), ...(first ? { taken: words[first.i]! } : {}) };
  };
  if (typing && word.length > 1) {
    // What is common is likelier meant than what is short.
    const longer = choose((w, i) => (w.startsWith(word) ? 0.5 + common[i]! / 64 : 0));
    if (longer.terms.length > 0) return { terms: longer.terms };
  }
  if (word.length < 4) return { terms: [] };
  for (const most of word.length >= 8 ? [1, 2] : [1]) {
    const similar = choose((w) => (near(word, w, most) ? 0.6 / most : 0));
    if (similar.terms.length > 0) return similar;
  }
  // A form of a word that no note has: what shares its beginning.
  const beginning = word.slice(0, Math.max(4, word.length - 3));
  return choose((w) => (w.startsWith(beginning) && w.length <= word.length + 3 ? 0.5 : 0));
}

async function group(index: Index, written: string, typing: boolean): Promise<Group> {
  const word = fold(written);
  const { terms, taken } = stemsOf(word, await index.words(word), typing);
  return { terms, written, ...(taken ? { taken } : {}) };
}

/** One thing asked for, as weights by place, and by note; partial where there are more places. */
interface Weighed { readonly places: Weights; readonly notes: ReadonlyMap<number, number>; readonly partial: boolean }

async function weigh(index: Index, terms: readonly Wanted[], complete: boolean): Promise<Weighed> {
  const { sections } = await index.directory();
  const lists = await Promise.all(terms.map((t) => index.postings(t.term, complete)));
  const all = new Map<number, number>(), notes = new Map<number, number>();
  lists.forEach((list, i) => {
    const rarity = Math.log(1 + (sections - list.count + 0.5) / (list.count + 0.5));
    const factor = terms[i]!.factor * rarity;
    for (const [place, weight] of list.weights) {
      const score = weight * factor;
      if (score > (all.get(place) ?? 0)) all.set(place, score);
      const note = Math.floor(place / places);
      if (score > (notes.get(note) ?? 0)) notes.set(note, score);
    }
  });
  return { places: all, notes, partial: lists.some((l) => l.weights.size < l.count) };
}

/** Whether a note may be shown. */
type Admits = (note: number) => boolean;

async function filter(index: Index, f: Filters): Promise<{ admits: Admits; base: Iterable<number> | undefined }> {
  const terms = [f.type && "type:" + f.type, f.tag && "tag:" + f.tag].filter((t): t is string => Boolean(t));
  const sets = await Promise.all(terms.map(async (t) => (await weigh(index, [{ term: t, factor: 1 }], true)).notes));
  const tests: Admits[] = sets.map((s) => (note: number) => s.has(note));
  let base: Iterable<number> | undefined = sets[0]?.keys();
  if (f.from !== undefined || f.to !== undefined) {
    const days = await index.days();
    const start = f.from === undefined ? -Infinity : yearStart(f.from);
    const end = f.to === undefined ? Infinity : yearStart(f.to + 1) - 1;
    tests.push((note) => {
      const d = days.get(note);
      return d !== undefined && d[1] >= start && d[0] <= end;
    });
    base ??= days.keys();
  }
  return { admits: (note) => tests.every((t) => t(note)), base };
}

/** How much a term counts that stands elsewhere in the note. */
const elsewhere = 0.35;

/**
 * Notes with a part of what was asked for are held back by this power of the
 * share that they have, and left out below a part of the best one's score.
 */
const lacking = 1.5, partly = 0.5;

/** How many of the things asked for each note has. */
function shares(groups: readonly Weighed[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const g of groups) for (const note of g.notes.keys()) counts.set(note, (counts.get(note) ?? 0) + 1);
  return counts;
}

/** Orders places by what stands there and in the rest of the note. */
function rank(groups: readonly Weighed[], admits: Admits): Hit[] {
  const counts = shares(groups);
  let most = 0;
  for (const [note, count] of counts) if (count > most && admits(note)) most = count;
  const best = new Map<number, Hit>();
  const seen = new Set<number>();
  for (const g of groups) {
    for (const place of g.places.keys()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const note = Math.floor(place / places);
      if (!admits(note)) continue;
      const count = counts.get(note) ?? 0;
      let score = 0;
      for (const h of groups) score += Math.max(h.places.get(place) ?? 0, elsewhere * (h.notes.get(note) ?? 0));
      score *= (count / most) ** lacking;
      const section = place % places;
      const other = best.get(note);
      if (!other || score > other.score || (score === other.score && section < other.section)) best.set(note, { note, section, score });
    }
  }
  const hits = [...best.values()].sort((a, b) => b.score - a.score || a.note - b.note);
  const least = (hits[0]?.score ?? 0) * partly;
  // A note with all that is known in full may have the rest as well.
  const known = groups.some((g) => g.partial) ? groups.filter((g) => !g.partial) : [];
  const may = (note: number): boolean => known.length > 0 && known.every((g) => g.notes.has(note));
  return hits.filter((h) => counts.get(h.note) === most || h.score >= least || may(h.note));
}

/** How many of the first hits are looked through for a phrase. */
const phraseDepth = 60;

async function keepPhrases(index: Index, hits: readonly Hit[], phrases: readonly string[]): Promise<Hit[]> {
  const wanted = phrases.map(plain);
  const kept = await Promise.all(hits.slice(0, phraseDepth).map(async (hit) => {
    const note = await index.note(hit.note);
    if (!note) return undefined;
    const names = [note.title, note.original, note.summary].map(plain);
    const bodies = note.sections.map((s) => [plain(s.heading), plain(s.text)]);
    if (!wanted.every((p) => names.some((t) => t.includes(p)) || bodies.some((b) => b.some((t) => t.includes(p))))) return undefined;
    const own = bodies.findIndex((b) => wanted.some((p) => b.some((t) => t.includes(p))));
    const here = bodies[hit.section]?.some((t) => wanted.some((p) => t.includes(p)));
    return here || own < 0 ? hit : { ...hit, section: own };
  }));
  return kept.filter((hit): hit is Hit => hit !== undefined);
}

/** The places of notes that hold everything in a text, which is to be left out. */
async function holding(index: Index, text: string): Promise<ReadonlySet<number>> {
  const groups = await Promise.all(await groupsOf(index, pieces(text).map((p) => p.text), false, new Set()));
  const exact = groups.map((g) => ({ ...g, terms: g.terms.filter((t) => t.factor === 1) }));
  if (exact.length === 0 || exact.some((g) => g.terms.length === 0)) return new Set();
  const weights = await Promise.all(exact.map((g) => weigh(index, g.terms, true)));
  return new Set([...weights[0]!.places.keys()].filter((p) => weights.every((w) => w.places.has(p))).map((p) => Math.floor(p / places)));
}

async function groupsOf(index: Index, words: readonly string[], typing: boolean, stop: ReadonlySet<string>): Promise<Group[]> {
  const groups: Promise<Group>[] = [];
  words.forEach((w, i) => {
    if (isHan(w)) for (const term of hanTerms(w)) groups.push(Promise.resolve({ written: w, terms: [{ term, factor: 1 }] }));
    else if (!stop.has(fold(w))) groups.push(group(index, w, typing && i === words.length - 1));
  });
  return Promise.all(groups);
}

/** Searches the index: for the best results, or for all. */
export async function search(index: Index, text: string, filters: Filters = {}, all = false): Promise<Found> {
  const query = parse(text);
  const { stop } = await index.directory();
  let words = [...query.words, ...query.phrases.flatMap((p) => pieces(p).map((q) => q.text))];
  const content = words.filter((w) => !stop.includes(fold(w)));
  const last = query.words.at(-1);
  const typing = query.typing && last !== undefined && content.includes(last);
  if (content.length > 0) words = content;
  // The word that is being typed goes last.
  if (typing) words = [...words.filter((w) => w !== last), last];
  const groups = await groupsOf(index, [...new Set(words)], typing, new Set());
  const { admits, base } = await filter(index, filters);
  const out = await Promise.all(query.without.map((w) => holding(index, w)));
  const allowed: Admits = (note) => admits(note) && !out.some((s) => s.has(note));
  // Where notes are left out, the best places may all be among these.
  const complete = all || query.phrases.length > 0 || out.length > 0 || base !== undefined;
  let weighed = await Promise.all(groups.map((g) => weigh(index, g.terms, complete)));
  if (weighed.some((w) => w.partial) && ![...shares(weighed).values()].includes(groups.length)) {
    weighed = await Promise.all(groups.map((g) => weigh(index, g.terms, true)));
  }
  let hits: Hit[];
  if (groups.length > 0) hits = rank(weighed, allowed);
  else hits = [...(base ?? [])].filter(allowed).map((note) => ({ note, section: 0, score: 0 }));
  if (query.phrases.length > 0) hits = await keepPhrases(index, hits, query.phrases);
  const instead = groups.flatMap((g) => (g.taken ? [[g.written, g.taken] as const] : []));
  const stems = new Set(groups.flatMap((g) => g.terms.map((t) => t.term)));
  return { hits, partial: weighed.some((w) => w.partial), instead, result: (hit) => show(index, hit, words, stems, instead.map(([, taken]) => taken)) };
}

async function show(index: Index, hit: Hit, words: readonly string[], stems: ReadonlySet<string>, taken: readonly string[]): Promise<Result | undefined> {
  const note = await index.note(hit.note);
  const section = note?.sections[hit.section] ?? note?.sections[0];
  if (!note || !section) return undefined;
  const wanted = [...words.filter((w) => !isHan(w)), ...taken].map(fold);
  const chinese = words.filter(isHan);
  const marked = (text: string): Run[] => excerpt(text, wanted, stems, chinese);
  let runs = marked(section.text);
  if (!runs.some((r) => r.mark) && note.summary) {
    const other = marked(note.summary);
    if (hit.section === 0 || other.some((r) => r.mark)) runs = other;
  }
  return { href: note.href + (section.id ? "#" + encodeURIComponent(section.id) : ""), note, heading: section.heading, excerpt: runs };
}

/** How many characters an excerpt has, and how many of them before the first mark. */
const excerptLength = 180, excerptBefore = 60;

/** Cuts a text around what was looked for, and marks it. */
export function excerpt(text: string, wanted: readonly string[], stems: ReadonlySet<string>, chinese: readonly string[]): Run[] {
  const marks: [number, number][] = [];
  for (const p of pieces(text)) {
    if (p.han) {
      for (const run of chinese) {
        for (let at = p.text.indexOf(run); at >= 0; at = p.text.indexOf(run, at + run.length)) marks.push([p.start + at, p.start + at + run.length]);
      }
    } else if (fits(fold(p.text), wanted, stems)) marks.push([p.start, p.end]);
  }
  marks.sort((a, b) => a[0] - b[0]);
  let start = Math.max(0, densest(marks) - excerptBefore);
  if (start > 0) {
    const space = text.indexOf(" ", start);
    if (space >= 0 && space < start + excerptBefore) start = space + 1;
  }
  let end = Math.min(text.length, start + excerptLength);
  if (end < text.length) {
    const space = text.lastIndexOf(" ", end);
    if (space > end - excerptBefore / 3) end = space;
  }
  const runs: Run[] = start > 0 ? [{ text: "… ", mark: false }] : [];
  let at = start;
  for (const [from, to] of marks) {
    if (from < at || to > end) continue;
    if (from > at) runs.push({ text: text.slice(at, from), mark: false });
    runs.push({ text: text.slice(from, to), mark: true });
    at = to;
  }
  if (end > at) runs.push({ text: text.slice(at, end) + (end < text.length ? "…" : ""), mark: false });
  return runs;
}

/** Where the stretch begins that has most marks. */
function densest(marks: readonly (readonly [number, number])[]): number {
  let best = marks[0]?.[0] ?? 0, most = 0;
  marks.forEach(([from], i) => {
    let count = 0;
    for (let j = i; j < marks.length && marks[j]![1] < from + excerptLength - excerptBefore; j++) count++;
    if (count > most) [best, most] = [from, count];
  });
  return best;
}

/** Whether a word of a text is one that was looked for, by its beginning. */
function fits(word: string, wanted: readonly string[], stems: ReadonlySet<string>): boolean {
  if (wanted.includes(word) || stems.has(word)) return true;
  for (const stem of stems) {
    const root = stem.length > 3 && /[iy]$/.test(stem) ? stem.slice(0, -1) : stem;
    if (root.length >= 3 && word.startsWith(root) && word.length <= root.length + 5) return true;
  }
  return wanted.some((w) => w.length > 1 && w.length < word.length && word.startsWith(w) && !stems.has(w));
}
