/** Wide enough for the table of contents to stand beside the text: see note.css. */
export const beside = "(min-width: 1240px)";

/**
 * Folds the table of contents where it stands above the text. It does so while
 * the page is read, before any of it is shown, so that the text does not jump.
 */
export function foldContentsEarly(): void {
  if (matchMedia(beside).matches) return;
  const reading = new MutationObserver(() => {
    const details = document.querySelector<HTMLDetailsElement>(".contents details");
    if (details) details.open = false;
    if (details) reading.disconnect();
  });
  reading.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => reading.disconnect());
}
