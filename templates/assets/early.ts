// Runs before the page is first shown, after its style sheet has come, so that
// nothing is shown that then changes.
import { foldContentsEarly } from "./contents-early";
import { applyColours, chosenColours } from "./colours";

document.documentElement.dataset.script = "";
foldContentsEarly();
const chosen = chosenColours();
if (chosen) applyColours(chosen);
