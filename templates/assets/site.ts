// The client of every page: each module enhances HTML that works without it,
// and begins again when the preview puts a new page in the place of the old.
import { switchColours } from "./colours-switch";
import { followContents, foldContents } from "./contents";
import { placeFootnotes } from "./footnotes";
import { moveGraph } from "./graph-start";
import { startKeys } from "./keys-start";
import { sortLists } from "./list-start";
import { markParagraphs } from "./paragraphs";
import { startPreviews } from "./preview-start";
import { chooseMoment } from "./responsibilities";
import { enhanceSearchPage, startSearch, suggestPages } from "./search-start";
import { sortTables } from "./sortable";
import { moveTimelines } from "./timeline-start";

function enhance(): void {
  switchColours();
  foldContents();
  followContents();
  placeFootnotes();
  markParagraphs();
  chooseMoment();
  enhanceSearchPage();
  suggestPages();
  sortTables();
  moveTimelines();
  moveGraph();
  sortLists();
}

document.addEventListener("fangzhi:page", enhance);
startSearch();
startPreviews();
startKeys();
enhance();
