// Joins a timeline with the list that is its equal: what the drawing leaves
// out is left out of the list, and what the reader points at in one is lit in
// the other.

/** The list beside a drawing. */
export class List {
  private readonly rows = new Map<string, HTMLElement[]>();
  private readonly paths = new Map<HTMLElement, string>();
  private readonly place: Element | null;
  private lit: readonly HTMLElement[] = [];

  constructor(figure: HTMLElement) {
    const next = figure.nextElementSibling;
    this.place = next?.matches("details") ? next : figure.closest(".list-page");
    for (const row of this.place?.querySelectorAll<HTMLElement>("li.entry, .query-list > li") ?? []) {
      const link = row.querySelector("a[href]");
      if (link) this.add(new URL(link.getAttribute("href") ?? "", location.href).pathname, row);
    }
  }

  private add(path: string, row: HTMLElement): void {
    this.paths.set(row, path);
    const rows = this.rows.get(path);
    if (rows) rows.push(row);
    else this.rows.set(path, [row]);
  }

  /** Shows only these, or all. Undated notes are not the drawing's to hide. */
  show(paths: ReadonlySet<string> | undefined, known: ReadonlySet<string>): void {
    const groups = new Set<Element>();
    for (const [path, rows] of this.rows) {
      for (const row of rows) {
        row.hidden = paths !== undefined && known.has(path) && !paths.has(path);
        const group = row.closest("section.group");
        if (group) groups.add(group);
      }
    }
    for (const group of groups) {
      const rows = Array.from(group.querySelectorAll<HTMLElement>("li.entry"));
      const left = rows.filter((row) => !row.hidden).length;
      (group as HTMLElement).hidden = left === 0;
      const count = group.querySelector<HTMLElement>("h2 .count");
      if (count) {
        count.dataset["all"] ??= count.textContent ?? "";
        count.textContent = left === rows.length ? count.dataset["all"] : `${left} of ${count.dataset["all"]}`;
      }
    }
  }

  /** What the list says of a note. */
  summary(path: string): string | undefined {
    return this.rows.get(path)?.[0]?.querySelector(".entry-summary")?.textContent ?? undefined;
  }

  /** Lights the rows of a note. */
  light(path: string | undefined): void {
    for (const row of this.lit) row.classList.remove("lit");
    this.lit = (path === undefined ? undefined : this.rows.get(path)) ?? [];
    for (const row of this.lit) row.classList.add("lit");
  }

  /** Calls back with the note whose row the reader points at or stands on. */
  follow(lit: (path: string | undefined) => void): void {
    const from = (event: Event): void => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>("li") : null;
      lit(row ? this.paths.get(row) : undefined);
    };
    for (const name of ["pointerover", "focusin"]) this.place?.addEventListener(name, from);
    for (const name of ["pointerleave", "focusout"]) this.place?.addEventListener(name, () => lit(undefined));
  }
}
