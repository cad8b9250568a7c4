// Waits for the key that asks which keys there are.
import { singleKeys } from "./keys-single";

/** Listens for "?", once for all pages. */
export function startKeys(): void {
  const open = (): void => void import("./keys").then(({ showKeys }) => showKeys(singleKeys)).catch(() => undefined);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches("input, textarea, select"))) return;
    if (document.querySelector("dialog[open]") || !singleKeys.work()) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".keys-open")) open();
  });
}
