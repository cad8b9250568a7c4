// Light or dark as the reader chooses, whatever the system says. The style
// sheet asks the system; a choice changes what it asks, so that every rule for
// the dark, a site's own ones too, is written once.

export type Colours = "light" | "dark";

const key = "fangzhi-colours";

/** What the reader chose; undefined: as the system has it. */
export function chosenColours(): Colours | undefined {
  try {
    const chosen = localStorage.getItem(key);
    return chosen === "light" || chosen === "dark" ? chosen : undefined;
  } catch {
    return undefined; // storage is refused
  }
}

/** Keeps a choice for all pages of the site. */
export function chooseColours(colours: Colours | undefined): void {
  try {
    if (colours) localStorage.setItem(key, colours);
    else localStorage.removeItem(key);
  } catch {
    // It holds for this page.
  }
  applyColours(colours);
}

/** Shows the page in the colours chosen. */
export function applyColours(colours: Colours | undefined): void {
  document.documentElement.style.colorScheme = colours ?? "";
  for (const sheet of document.styleSheets) {
    try {
      adapt(sheet.cssRules, colours);
    } catch {
      // A sheet that is not of this site keeps its rules to itself.
    }
  }
}

/** Added to the conditions of a rule: always on screens, or never. */
const always = "screen", never = " and (max-width: 0px)";

function adapt(rules: CSSRuleList, colours: Colours | undefined): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const asks = /\(prefers-color-scheme:\s*(light|dark)\)/.exec(rule.media.mediaText);
      if (asks) {
        const own = rule.media.mediaText.replaceAll(never, "").replace(/,\s*screen$/, "");
        if (!colours) rule.media.mediaText = own;
        else rule.media.mediaText = asks[1] === colours ? `${own}, ${always}` : own.replaceAll(asks[0], asks[0] + never);
      }
    }
    if (rule instanceof CSSGroupingRule) adapt(rule.cssRules, colours);
  }
}
