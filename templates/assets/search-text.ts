// What is done to words before they are looked up. It must agree with the
// index: see generator/text/search.go and generator/search/tokens.go.

/** A piece of a text: a word, or a run of Chinese characters. */
export interface Piece {
  readonly text: string;
  readonly han: boolean;
  readonly start: number;
  readonly end: number;
}

const piece = /(\p{Script=Han}+)|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

/** Cuts a text into pieces, as written. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const match of text.matchAll(piece)) {
    found.push({ text: match[0], han: match[1] !== undefined, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

const plainLetters: Readonly<Record<string, string>> = { ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", ı: "i", ð: "d", ґ: "г" };

/** The form under which a word is kept: small letters without marks. */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word;
  return word.normalize("NFKC").toLowerCase().normalize("NFKC")
    .replace(/[ßς]/g, (c) => (c === "ß" ? "ss" : "σ"))
    .normalize("NFD").replace(/\u0345/g, "ι").replace(/\p{M}/gu, "").replace(/[øłđħŧıðґ]/g, (c) => plainLetters[c] ?? c)
    .normalize("NFC").trim();
}

/** A text as a phrase is looked for in it: folded, each Chinese character by itself. */
export function plain(text: string): string {
  return " " + pieces(text).map((p) => (p.han ? [...p.text].map(fold).join(" ") : fold(p.text))).join(" ") + " ";
}

/** 32-bit FNV-1a over UTF-8, its bits mixed: what decides the shard of a term. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Whether a is b but for at most so many letters added, left out, changed or swapped. */
export function near(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
      least = Math.min(least, d);
    }
    if (least > most) return false;
    before = last;
    last = row;
  }
  return last[b.length]! <= most;
}

/** The first day of a year, counted from 1970-01-01. */
export function yearStart(year: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, 1);
  return date.getTime() / 864e5;
}
