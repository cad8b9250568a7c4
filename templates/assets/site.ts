// The client of every page: each module enhances HTML that works without it,
// and begins again when the preview puts a new page in the place of the old.
import { followContents, foldContents } from "./contents";
import { chooseMoment } from "./responsibilities";
import { enhanceSearchPage, startSearch } from "./search-start";
import { sortTables } from "./sortable";
import { moveTimelines } from "./timeline-start";

function enhance(): void {
  foldContents();
  followContents();
  chooseMoment();
  enhanceSearchPage();
  sortTables();
  moveTimelines();
}

document.addEventListener("fangzhi:page", enhance);
startSearch();
enhance();
