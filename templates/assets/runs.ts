// Marks Chinese in texts of other languages, so that it is read aloud and drawn
// as Chinese: as the pages have it that the site was built with.

const run = /[\u3001-\u303f\uff00-\uffef]*\p{Script=Han}(?:[\p{Script=Han}\u3001-\u303f\uff00-\uffef\p{Nd}·“”—]*[\p{Script=Han}\u3001-\u303f\uff00-\uffef])?/gu;

/** A text in so many pieces, in a language, by default that of the page. */
export function runsOf(text: string, language = document.documentElement.lang): (Node | string)[] {
  if (/^(zh|lzh|yue|ja|ko)\b/i.test(language)) return [text];
  const pieces: (Node | string)[] = [];
  let end = 0;
  for (const found of text.matchAll(run)) {
    const chinese = document.createElement("span");
    chinese.lang = "zh-Hans";
    chinese.textContent = found[0];
    pieces.push(text.slice(end, found.index), chinese);
    end = found.index + found[0].length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== "");
}
