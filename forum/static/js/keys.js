// Keys by themselves: the first one that is pressed loads this. `?` says which there are; there they are turned off too.

import { open } from "./dialog.js";
import { onLoad } from "./behaviour.js";
import { fetchPiece } from "./pieces.js";

const DOES = {
  "/": search,
  "?": sheet,
  j: () => step(1),
  k: () => step(-1),
  n: () => go("[data-first-new]"),
  r: () => inPlace()?.querySelector("[data-reply]")?.click(),
  a: () => inPlace()?.querySelector("[data-supports]")?.closest("button, a")?.click(),
  m: () => inPlace()?.querySelector("[data-bookmark]")?.click(),
};

export function press({ key }) {
  if (!document.querySelector("dialog[open]")) DOES[key]?.();
}

function search() {
  const field = document.getElementById("q");
  if (field) field.select();
  else go("[data-search]");
}

function go(selector) {
  const link = document.querySelector(selector);
  if (link) window.location.assign(link.href);
}

// The posts of a thread or the rows of a list, the next one or the one before where one is.
function step(way) {
  const all = [...document.querySelectorAll("article[data-post], [data-row], .forum-item, .search-hit")];
  const here = all.findIndex((one) => one.contains(document.activeElement));
  const next = all[here < 0 ? firstInSight(all, way) : here + way];
  if (!next) return;
  (next.matches("[tabindex]") ? next : next.querySelector("a")).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function firstInSight(all, way) {
  const place = all.findIndex((one) => one.getBoundingClientRect().top >= 0);
  return way > 0 || place < 1 ? place : place - 1;
}

const inPlace = () => document.activeElement.closest("article[data-post]");

// What `/help/keyboard` says, in the shared dialog.
async function sheet() {
  const piece = await fetchPiece("/help/keyboard");
  if (!piece) return;
  const body = document.getElementById("dialog-body");
  body.replaceChildren(piece);
  onLoad.run(body);
  open(document.getElementById("dialog"));
}

onLoad("[data-keys]", (box) => {
  box.hidden = false;
  const field = box.querySelector("input");
  field.checked = localStorage.getItem("keys") !== "off";
  field.addEventListener("change", () => localStorage.setItem("keys", field.checked ? "on" : "off"));
});
