// On the page for addresses that are not there: what the reader may have meant.
import { near } from "./search-text";

const most = 5;

/** The readable part of an address: its last name, in words. */
function wordsOf(path: string): string {
  const names = path.split("/").filter(Boolean);
  let last = (names[names.length - 1] ?? "").replace(/\.(html?|md)$/i, "");
  if (/^index$/i.test(last)) last = names[names.length - 2] ?? "";
  try {
    last = decodeURIComponent(last);
  } catch {
    return ""; // no text was ever written so
  }
  if (last === "404") return ""; // the page itself
  return last.replace(/[-_.+\s"“”„«»「」]+/g, " ").trim();
}

/** Pages that every page leads to, whose names are nearly the one asked for. */
function pagesNear(words: string): HTMLLIElement[] {
  const asked = words.toLowerCase();
  const found = new Map<string, HTMLLIElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".site-nav a[href], .footer-links a[href]")) {
    const name = wordsOf(new URL(link.href).pathname).toLowerCase();
    if (!name || found.has(link.href) || !near(asked, name, name.length >= 8 ? 2 : 1)) continue;
    const item = document.createElement("li"), named = document.createElement("p"), copy = document.createElement("a");
    named.className = "search-name";
    copy.href = link.href;
    copy.append(...[...link.childNodes].map((n) => n.cloneNode(true)));
    named.append(copy);
    item.append(named);
    found.set(link.href, item);
  }
  return [...found.values()];
}

/** Notes that the search finds: where none has all the words, those that have the longest. */
async function notesNear(base: string, words: string): Promise<HTMLLIElement[]> {
  const { rowsFor } = await import("./search");
  const longest = words.split(" ").filter((w) => w.length >= 4 || /\p{Script=Han}/u.test(w)).sort((a, b) => b.length - a.length);
  for (const text of [words, ...longest]) {
    const rows = await rowsFor(base, text, most);
    if (rows.length > 0) return rows;
  }
  return [];
}

/** Shows pages whose addresses are nearly the one that was asked for, or else notes that have its words. */
export async function suggest(base: string): Promise<void> {
  const section = document.querySelector<HTMLElement>(".notfound-near");
  const list = section?.querySelector("ul");
  const words = wordsOf(location.pathname);
  if (!section || !list || !section.hidden || !words) return;
  const pages = pagesNear(words);
  const rows = pages.length > 0 ? pages : await notesNear(base, words);
  if (rows.length === 0) return;
  list.replaceChildren(...rows.slice(0, most));
  section.hidden = false;
}
