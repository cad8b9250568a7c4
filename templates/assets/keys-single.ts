// Whether a key that is a single sign, as "/" or "?", does anything away from a
// field. Who speaks to the machine, or hits keys by mistake, switches them off
// (WCAG 2.1.4); keys with Ctrl, and those of what has the focus, work on.

const key = "fangzhi-keys";

/** Set for this page where the browser refuses to keep the choice. */
let refused: boolean | undefined;

/** The choice, as modules that are loaded later are given it: one that they
 * shared with the common module would be a request of its own on every page. */
export interface SingleKeys {
  /** Whether single signs are keys; so it is until the reader switches them off. */
  work(): boolean;
  /** Keeps the choice for all pages of the site. */
  switch(on: boolean): void;
}

export const singleKeys: SingleKeys = {
  work() {
    if (refused !== undefined) return refused;
    try {
      return localStorage.getItem(key) !== "off";
    } catch {
      return true;
    }
  },
  switch(on) {
    try {
      if (on) localStorage.removeItem(key);
      else localStorage.setItem(key, "off");
    } catch {
      refused = on;
    }
  },
};
