// A matrix shown to a room: arrows lead from cell to cell without leaving the page, and what changes comes in by itself.

import { onLoad } from "./behaviour.js";
import { follow } from "./live.js";
import { fetchPiece } from "./pieces.js";

const PAUSE = 400; // milliseconds in which what happens together is fetched once
const STEPS = { ArrowLeft: "before", PageUp: "before", ArrowRight: "after", PageDown: "after", ArrowUp: "above", ArrowDown: "below" };

onLoad("[data-room-page]", (page) => {
  const place = page.querySelector("[data-place]");
  const choice = page.querySelector(".room-choice select");
  let timer = 0;
  let turn = Promise.resolve(); // one step after the other, however fast the keys are

  const then = (work) => (turn = turn.then(work, work));
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => then(() => show(location.href)), PAUSE);
  };
  follow(place.dataset.room, place.dataset.seq, { event: soon, reload: soon });

  async function show(address, same = true) {
    const piece = await fetchPiece(address);
    if (!piece) return false;
    const known = new Map([...place.querySelectorAll(".entries > li")].map((line) => [line.id, line.dataset.v]));
    const focused = document.activeElement?.dataset?.step;
    place.replaceChildren(piece);
    for (const line of same ? place.querySelectorAll(".entries > li") : []) {
      line.classList.toggle("arrived", known.get(line.id) !== line.dataset.v);
    }
    if (focused) place.querySelector(`[data-step="${focused}"]`)?.focus({ preventScroll: true });
    return true;
  }

  async function move(address) {
    if (!(await show(address, false))) return location.assign(address);
    history.replaceState(null, "", address);
    const cell = new URL(address, location.href).searchParams.get("cell");
    if (choice && cell) choice.value = cell;
    for (const link of page.querySelectorAll(".menu-list a")) {
      const other = new URL(link.href);
      other.searchParams.set("cell", cell);
      link.href = other.href;
    }
    place.querySelector("[data-room-head]")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  const step = (name) =>
    then(() => {
      const link = place.querySelector(`[data-step="${name}"]`);
      return link && move(link.href);
    });

  place.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(link.dataset.step);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, .menu[open]")) return;
    if (STEPS[event.key]) {
      event.preventDefault();
      step(STEPS[event.key]);
    } else if (event.key === "f" || event.key === "F") full?.click();
  });

  const full = page.querySelector("[data-fullscreen]");
  if (full && document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  }
});
