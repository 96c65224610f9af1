// Proposals are dragged from group to group. Keys and «Llevar a otro grupo» do the same.

import { desk, done, hold, page, pressed, refresh, send } from "./table.js";

// Dragged from one list into another: into that group, or out of all.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let library = null;
page.addEventListener("pointerover", async ({ target }) => {
  if (!target.closest(".desk-item")) return;
  library ??= load(page.dataset.sortable);
  if (await library) arm();
});
// A desk that was fetched anew under a resting pointer can be dragged at once.
page.addEventListener("desk:fresh", () => window.Sortable && arm());

function arm() {
  for (const list of page.querySelectorAll("[data-desk-list]")) {
    if (window.Sortable.get(list)) continue;
    window.Sortable.create(list, {
      group: "desk",
      draggable: ".desk-item",
      filter: "a, button, input, label, select, textarea",
      preventOnFilter: false,
      delay: 350,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      animation: calm.matches ? 0 : 120,
      ghostClass: "dragged",
      sort: false,
      onChoose: hold,
      onUnchoose: done,
      onEnd: drop,
    });
  }
  page.dataset.drags = "yes";
}

function drop({ item, from, to }) {
  done();
  if (from === to) return;
  const value = item.querySelector("input[name=entry]").value;
  pressed(item);
  item.focus({ preventScroll: true });
  send(`${desk().dataset.here}/groupings`, { only: value, to: to.dataset.deskList }).then((taken) => taken || refresh());
}

function load(address) {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(true);
    script.onerror = () => done(false);
    document.head.append(script);
  });
}
