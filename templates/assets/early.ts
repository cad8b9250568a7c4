// Runs before the page is first shown, after its style sheet has come, so that
// nothing is shown that then changes.
import { applyColours, chosenColours } from "./colours";

document.documentElement.dataset.script = "";
const chosen = chosenColours();
if (chosen) applyColours(chosen);
