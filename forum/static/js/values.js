// The sums below a matrix: fetched again a moment after its cells changed.

import { onLoad } from "./behaviour.js";
import { fetchPiece } from "./pieces.js";

const PAUSE = 600; // milliseconds in which what happens together is fetched once

onLoad("[data-values]", (place) => {
  let timer = 0;
  const watcher = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const piece = await fetchPiece(place.dataset.values);
      if (piece) place.replaceChildren(piece);
    }, PAUSE);
  });
  const table = document.querySelector("[data-scroll]");
  if (table) watcher.observe(table, { subtree: true, childList: true, characterData: true });
});
