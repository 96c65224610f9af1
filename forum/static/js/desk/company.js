// Together: what the others decide comes into the desk, and who stands at which proposal is seen.

import { onLoad } from "../behaviour.js";
import { follow } from "../live.js";
import { phrase } from "../phrases.js";
import { see, side } from "./panel.js";
import { desk, gather, page } from "./table.js";

let line = null;
let people = [];
page.addEventListener("fresh", showPeople);

onLoad("[data-desk]", (root) => {
  if (line) return;
  line = follow(root.dataset.room, root.dataset.seq, {
    event({ cells, entry, name }) {
      if (name.startsWith("matrix.") || (cells ?? []).length) gather();
      const shown = side().querySelector("[data-drawer-entry]")?.dataset.drawerEntry;
      if (shown && entry === Number(shown)) see(shown, false);
    },
    reload: gather,
    online: () => {},
    presence(here) {
      page.dataset.live = "yes";
      people = here;
      showPeople();
    },
    dropped: () => window.dispatchEvent(new CustomEvent("tinkuy:stale")),
  });
  line.place({ cell: root.dataset.cell });
});

// Told where one stays, not where one hurries by: a socket may call so often.
let told = "";
let placing = 0;
page.addEventListener("focusin", ({ target }) => {
  clearTimeout(placing);
  placing = setTimeout(() => {
    const at = target.closest("[data-row]")?.dataset.row ?? "";
    if (at === told || !line) return;
    told = at;
    line.place({ cell: desk().dataset.cell, entry: at });
  }, 250);
});

function showPeople() {
  const others = people.filter((one) => !one.me);
  const place = page.querySelector("[data-presence]");
  if (place) {
    const here = others.filter((one) => one.place?.cell === desk().dataset.cell);
    place.textContent = here.length ? `${phrase("here_now")} ${here.map((one) => one.name).join(", ")}` : "";
  }
  const at = new Map(others.filter((one) => one.place?.entry).map((one) => [one.place.entry, one.name]));
  for (const item of page.querySelectorAll(".desk-item")) {
    const name = at.get(item.dataset.row);
    const words = item.querySelector("[data-here]");
    item.classList.toggle("is-watched", Boolean(name));
    words.hidden = !name;
    words.textContent = name ? desk().dataset.watching.replace("{name}", name) : "";
  }
}
