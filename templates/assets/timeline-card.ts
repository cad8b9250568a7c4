// A small card that says what a mark of a timeline is: its note's title, date,
// type and summary. It never takes the focus, and goes with Escape.

/** How long, in milliseconds, a pointer rests on a mark before its card comes. */
const patience = 180;

/** What a card says. The summary may take a while. */
export interface About {
  readonly title: string;
  readonly when: string;
  readonly type: string;
  readonly summary: () => Promise<string>;
}

/** The card of one timeline. */
export class Card {
  private readonly box = document.createElement("div");
  private timer = 0;
  private shown: Element | undefined;

  constructor(private readonly figure: HTMLElement) {
    this.box.className = "timeline-card";
    this.box.setAttribute("role", "status");
    this.box.hidden = true;
    (figure.querySelector("figcaption") ?? figure.lastElementChild)?.before(this.box);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
  }

  /** Shows what a mark is, once the reader stays at it. */
  point(mark: Element, about: About): void {
    if (mark === this.shown) return;
    this.hide();
    this.shown = mark;
    this.timer = window.setTimeout(() => void this.show(mark, about), patience);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.shown = undefined;
    this.box.hidden = true;
  }

  private async show(mark: Element, about: About): Promise<void> {
    const line = (name: string, text: string): HTMLElement => {
      const made = document.createElement("p");
      made.className = `timeline-card-${name}`;
      made.textContent = text;
      return made;
    };
    this.box.replaceChildren(line("title", about.title), line("about", [about.type, about.when].filter(Boolean).join(" · ")));
    this.box.hidden = false;
    this.place(mark);
    const summary = await about.summary().catch(() => "");
    if (!summary || this.shown !== mark) return;
    this.box.append(line("summary", summary));
    this.place(mark);
  }

  /** Beneath the mark, or above it where the window ends; within the figure. */
  private place(mark: Element): void {
    const shape = (mark.querySelector("rect") ?? mark).getBoundingClientRect();
    const figure = this.figure.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const left = Math.max(0, Math.min(Math.max(shape.left, figure.left) - figure.left, figure.width - width));
    const below = shape.bottom + 8 + height <= window.innerHeight;
    this.box.style.insetInlineStart = `${left}px`;
    this.box.style.insetBlockStart = `${(below ? shape.bottom + 8 : shape.top - 8 - height) - figure.top}px`;
  }
}

/** What is said of a note: its summary, or how it begins. */
export async function summaryOf(path: string): Promise<string> {
  // Loaded when the first card wants it: most readers of a page want none.
  const { previewOf } = await import("./preview-data");
  const preview = await previewOf(new URL(path, location.href));
  if (preview?.summary || !preview?.opening) return preview?.summary ?? "";
  return new DOMParser().parseFromString(preview.opening, "text/html").body.textContent ?? "";
}
