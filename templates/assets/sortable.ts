// Lets the reader order the rows of a table that answers a query. The cells of
// its head become buttons; without this module the table stands in the order
// that the query asked for.

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Makes the head of every sortable table a row of buttons. */
export function sortTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) {
    if (table.dataset["sorts"] || table.tBodies[0] === undefined || table.tBodies[0].rows.length < 2) continue;
    table.dataset["sorts"] = "yes";
    const heads = Array.from(table.querySelectorAll<HTMLTableCellElement>("thead th"));
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort-button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, heads, column));
      head.append(button);
    });
  }
}

/** Sorts by a column, upwards first and downwards when asked again. */
function sort(table: HTMLTableElement, heads: HTMLTableCellElement[], column: number): void {
  const body = table.tBodies[0];
  const head = heads[column];
  if (!body || !head) return;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = Array.from(body.rows).map((row) => ({ row, key: keyOf(row.cells[column]) }));
  rows.sort((a, b) => compare(a.key, b.key, down));
  body.append(...rows.map(({ row }) => row));
}

type Key = number | string | undefined;

/** What a cell is sorted by: the number it names, or its words; nothing if empty. */
function keyOf(cell: HTMLTableCellElement | undefined): Key {
  const stated = cell?.dataset["sort"];
  if (stated !== undefined) return Number(stated);
  return cell?.textContent?.trim() || undefined;
}

/** Orders two keys: numbers before words, and what is empty last either way. */
function compare(a: Key, b: Key, down: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  let order: number;
  if (typeof a === "number" && typeof b === "number") order = a - b;
  else if (typeof a === "string" && typeof b === "string") order = words.compare(a, b);
  else order = typeof a === "number" ? -1 : 1;
  return down ? -order : order;
}
