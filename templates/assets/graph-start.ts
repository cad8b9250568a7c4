// Loads what makes the graph move, on its page.

/** Makes the page of the graph work, where it is the one that is shown. */
export function moveGraph(): void {
  if (!document.querySelector(".graph-page")) return;
  import("./graph").then(({ enhanceGraph }) => enhanceGraph()).catch(() => undefined); // the drawing and the list stand
}
