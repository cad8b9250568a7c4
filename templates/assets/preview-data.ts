// What pages say of the notes they link to: small files, each with some notes,
// found by a hash of the address. See generator/site/previews.go.
import { hash } from "./search-text";

/** What is said of a note. The texts named html and opening are markup. */
export interface Preview {
  readonly title: string;
  readonly original?: string;
  readonly type: string;
  /** The language of what is said, on a site with several. */
  readonly lang?: string;
  readonly about?: string;
  readonly summary?: string;
  readonly opening?: string;
  readonly parts?: Readonly<Record<string, { readonly heading?: string; readonly html: string }>>;
}

type File = Readonly<Record<string, Preview>>;

const files = new Map<string, Promise<File>>();

/** The preview of the note at an address of this site; undefined where there is none. */
export async function previewOf(url: URL): Promise<Preview | undefined> {
  const header = document.querySelector<HTMLElement>(".site-header");
  const folder = header?.dataset.previews;
  const count = Number(header?.dataset.previewFiles);
  if (!folder || !count || url.origin !== location.origin) return undefined;
  const address = new URL(`${((hash(url.pathname) & (count - 1)) >>> 0).toString(16)}.json`, new URL(folder, location.href)).href;
  let file = files.get(address);
  if (!file) {
    file = fetch(address).then((answer) => (answer.ok ? (answer.json() as Promise<File>) : {}));
    file.catch(() => files.delete(address)); // the network may come back
    files.set(address, file);
  }
  const all = await file;
  return Object.hasOwn(all, url.pathname) ? all[url.pathname] : undefined;
}

const pages = new Map<string, Promise<Document | undefined>>();

/** The page at an address of this site, for the parts of it that no file tells of. */
export function pageAt(url: URL): Promise<Document | undefined> {
  const address = url.pathname;
  let page = pages.get(address);
  if (!page) {
    page = fetch(address).then(async (answer) => (answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined));
    page.catch(() => pages.delete(address));
    pages.set(address, page);
  }
  return page;
}

/** Forgets all that was loaded: the site has changed. */
export function forgetPreviews(): void {
  files.clear();
  pages.clear();
}
