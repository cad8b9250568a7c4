// Waits for the first sign of interest in a link, and then loads what shows
// where links lead.

const signs = ["pointerover", "focusin", "touchstart"] as const;

/** Shows where links lead, on all pages. */
export function startPreviews(): void {
  const begin = (event: Event): void => {
    if (!(event.target instanceof Element) || !event.target.closest("main a[href]")) return;
    for (const sign of signs) document.removeEventListener(sign, begin);
    import("./preview").then(({ followLinks }) => followLinks(event)).catch(() => undefined); // links work as ever
  };
  for (const sign of signs) document.addEventListener(sign, begin, { passive: true });
}
