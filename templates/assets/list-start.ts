// Loads what sorts and filters a list, on the pages that have one.

/** Makes the list of the page one that can be sorted and filtered. */
export function sortLists(): void {
  if (!document.querySelector("form.list-filters")) return;
  import("./list").then(({ enhanceList }) => enhanceList()).catch(() => undefined); // the list stands as it was made
}
