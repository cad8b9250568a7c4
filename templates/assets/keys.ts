// A dialog that lists the keys of the page at hand.

interface Group { readonly name: string; readonly on: string; readonly keys: readonly (readonly [keys: string, what: string])[] }

/** Keys by what has them; on says in which pages, as a selector. */
const groups: readonly Group[] = [
  { name: "Everywhere", on: "body", keys: [
    ["/ or Ctrl+K", "search"], ["?", "this list"], ["Escape", "close what is open"],
    ["Tab", "to the next link; its card comes by itself"],
  ] },
  { name: "In the search", on: "body", keys: [["↑ ↓", "choose a result"], ["Enter", "go to it"], ["“…”", "look for a phrase"], ["-word", "leave out"]] },
  { name: "In a timeline", on: "figure.timeline", keys: [["+ −", "closer, farther"], ["← →", "earlier, later"], ["0 or Home", "all of it"]] },
  { name: "In a table that can be sorted", on: "table.sortable", keys: [["Enter on a heading", "sort by it, or turn the order round"]] },
];

let shown: HTMLDialogElement | undefined;

/** Shows the list; the focus returns to where it was when it is closed. */
export function showKeys(): void {
  shown?.remove();
  const dialog = document.createElement("dialog");
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-labelledby", "fz-keys-title");
  const title = document.createElement("h2");
  title.id = "fz-keys-title";
  title.textContent = "Keys";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.append(title);
  for (const group of groups) {
    if (document.querySelector(group.on)) dialog.append(...section(group));
  }
  dialog.append(close);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  shown = dialog;
}

function section(group: Group): HTMLElement[] {
  const heading = document.createElement("h3");
  heading.textContent = group.name;
  const list = document.createElement("dl");
  for (const [keys, what] of group.keys) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = keys;
    term.append(key);
    const meaning = document.createElement("dd");
    meaning.textContent = what;
    row.append(term, meaning);
    list.append(row);
  }
  return [heading, list];
}
