// Loads what makes timelines move, on the pages that have one.

/** Makes the timelines of the page move. */
export function moveTimelines(): void {
  if (!document.querySelector("figure.timeline")) return;
  import("./timeline").then(({ enhance }) => enhance()).catch(() => undefined); // the built drawing stands
}
