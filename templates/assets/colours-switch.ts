// The button that goes through the colours: as the system has them, light, dark.
import { coloursDark, coloursLight, coloursSystem } from "./messages";
import { chooseColours, chosenColours, type Colours } from "./colours";

const next = new Map<Colours | undefined, Colours | undefined>([[undefined, "light"], ["light", "dark"], ["dark", undefined]]);
const names = new Map<Colours | undefined, string>([[undefined, coloursSystem], ["light", coloursLight], ["dark", coloursDark]]);

/** Makes the button in the head of the page work. */
export function switchColours(): void {
  const button = document.querySelector<HTMLButtonElement>(".colours-switch");
  if (!button) return;
  const show = (): void => {
    const chosen = chosenColours();
    const name = names.get(chosen) ?? "";
    button.dataset.colours = chosen ?? "system";
    button.setAttribute("aria-label", name);
    button.title = name;
  };
  show();
  button.onclick = () => {
    chooseColours(next.get(chosenColours()));
    show();
  };
}
