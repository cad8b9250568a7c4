let following: IntersectionObserver | undefined;

/** Folds the table of contents where it stands above the text, on narrow screens. */
export function foldContents(): void {
  const details = document.querySelector<HTMLDetailsElement>(".contents details");
  if (details && !matchMedia("(min-width: 1240px)").matches) details.open = false;
}

/** Marks in the table of contents the section that is being read. */
export function followContents(): void {
  following?.disconnect();
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".contents a[href^='#']")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  if (links.size === 0) return;
  let current: HTMLAnchorElement | undefined;
  following = new IntersectionObserver((entries) => {
    const entered = entries.find((entry) => entry.isIntersecting);
    const link = entered && links.get(entered.target.id);
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    current = link;
  }, { rootMargin: "0px 0px -70% 0px" });
  for (const id of links.keys()) {
    const heading = document.getElementById(id);
    if (heading) following.observe(heading);
  }
}
