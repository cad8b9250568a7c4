// What is chosen in a form of filters is kept in the page's address, so that it
// can be kept as a bookmark, sent, and found again by going back.

/** Writes what is chosen into the address, with more that belongs to it. */
export function keepInAddress(form: HTMLFormElement, more: Readonly<Record<string, string>> = {}): void {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") chosen.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) chosen.set(name, value);
  const text = chosen.toString().replaceAll("%2F", "/");
  const address = location.pathname + (text ? `?${text}` : "") + location.hash;
  if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
}

/** Puts what the address says into the form, and returns it. */
export function restoreFromAddress(form: HTMLFormElement): URLSearchParams {
  const said = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    const value = said.get(field.name);
    if (value !== null && (field instanceof HTMLInputElement || [...field.options].some((o) => o.value === value))) field.value = value;
  }
  return said;
}
