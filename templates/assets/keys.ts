// A dialog that lists the keys of the page at hand.
import {
  close as closeText, keysAlong, keysChoose, keysEscape, keysEverywhere, keysGo, keysInGraph, keysInSearch, keysInTable, keysInTimeline, keysList, keysMost, keysOpen, keysPan,
  keysPhrase, keysPhraseKey, keysSearch, keysSearchKey, keysSingle, keysSize, keysSort, keysSortKey, keysTab, keysTitle, keysWhole, keysWholeKey, keysWithout, keysWithoutKey, keysZoom,
} from "./messages";
import type { SingleKeys } from "./keys-single";

interface Group { readonly name: string; readonly on: string; readonly keys: readonly (readonly [keys: string, what: string])[] }

/** Keys by what has them; on says in which pages, as a selector. */
const groups: readonly Group[] = [
  { name: keysEverywhere, on: "body", keys: [[keysSearchKey, keysSearch], ["?", keysList], ["Escape", keysEscape], ["Tab", keysTab]] },
  { name: keysInSearch, on: "body", keys: [["↑ ↓", keysChoose], ["Enter", keysGo], [keysPhraseKey, keysPhrase], [keysWithoutKey, keysWithout]] },
  { name: keysInTimeline, on: "figure.timeline", keys: [["+ −", keysZoom], ["← →", keysPan], [keysWholeKey, keysWhole]] },
  { name: keysInGraph, on: ".graph-page", keys: [["↑ ↓ ← →", keysAlong], ["Enter", keysOpen], ["Home", keysMost], ["+ −", keysSize], ["0", keysWhole]] },
  { name: keysInTable, on: "table.sortable", keys: [[keysSortKey, keysSort]] },
];

let shown: HTMLDialogElement | undefined;

/** Shows the list; the focus returns to where it was when it is closed. */
export function showKeys(singleKeys: SingleKeys): void {
  shown?.remove();
  const dialog = document.createElement("dialog");
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-labelledby", "fz-keys-title");
  const title = document.createElement("h2");
  title.id = "fz-keys-title";
  title.textContent = keysTitle;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = closeText;
  close.addEventListener("click", () => dialog.close());
  dialog.append(title);
  for (const group of groups) {
    if (document.querySelector(group.on)) dialog.append(...section(group));
  }
  dialog.append(single(singleKeys), close);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  shown = dialog;
}

/** The box that switches single signs off as keys, and on. */
function single(singleKeys: SingleKeys): HTMLElement {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = singleKeys.work();
  box.addEventListener("change", () => singleKeys.switch(box.checked));
  label.append(box, " ", keysSingle);
  return label;
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
