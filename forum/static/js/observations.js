// Beside a document: the cards of observations stand level with their clauses; words that are selected can be observed;
// what others observe or answer comes in by itself.

import { onLoad } from "./behaviour.js";
import { follow } from "./live.js";

const PAUSE = 1200; // milliseconds in which what happens together is fetched once
const AROUND = 48; // characters on each side that tell a passage from its likes
const GAP = 8;
const wide = window.matchMedia("(min-width: 1100px)");

onLoad("[data-observing]", (panel) => {
  const paper = document.getElementById("paper");
  if (!paper) return;
  paper.classList.add("has-margin");
  align(paper);
  window.addEventListener("resize", () => align(paper));
  document.fonts?.ready.then(() => align(paper));
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };
  for (const [room, seq] of panel.dataset.rooms.trim().split(" ").map((one) => one.split("="))) {
    follow(room, seq, { event: ({ name }) => /^(observation|version)/.test(name) && soon(), reload: soon });
  }
  panel.addEventListener("input", () => (panel.dataset.typed = ""));

  async function refresh() {
    if (!document.getSelection().isCollapsed) return soon(); // somebody is about to observe
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.getElementById("paper");
    if (!next) return;
    const known = new Set([...document.querySelectorAll(".observation-card")].map((card) => card.id));
    paper.replaceChildren(...next.childNodes);
    for (const card of paper.querySelectorAll(".observation-card")) card.classList.toggle("is-new", !known.has(card.id));
    const theirs = fresh.querySelector("[data-observing]");
    if (theirs && !("typed" in panel.dataset) && !panel.contains(document.activeElement)) panel.replaceChildren(...theirs.childNodes);
    align(paper);
  }
});

// The cards of a clause beside it, below those of the clause before where these are longer.
function align(paper) {
  let floor = 0;
  const start = paper.getBoundingClientRect().top;
  for (const cards of paper.querySelectorAll(".observation-cards")) {
    const top = cards.parentElement.getBoundingClientRect().top - start;
    cards.style.setProperty("--top", `${Math.max(0, floor - top)}px`);
    if (cards.querySelector(".observation-card")) floor = Math.max(floor, top) + cards.offsetHeight + GAP;
  }
  paper.style.setProperty("min-height", wide.matches ? `${floor}px` : "");
}

onLoad("[data-observe]", (bar) => {
  let passage = null;
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 120);
  });
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  bar.querySelector("button").addEventListener("click", () => {
    if (passage) window.location.assign(`${bar.dataset.observe}&${passage.query}`);
  });

  function look() {
    passage = selected();
    bar.hidden = passage === null;
    if (passage === null || window.matchMedia("(pointer: coarse)").matches) return;
    const left = Math.min(Math.max(8, passage.box.left + passage.box.width / 2 - bar.offsetWidth / 2), window.innerWidth - bar.offsetWidth - 8);
    bar.style.setProperty("left", `${left + window.scrollX}px`);
    bar.style.setProperty("top", `${passage.box.bottom + window.scrollY + 10}px`);
  }
});

function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const body = around(range.commonAncestorContainer, ".clause-body");
  const clause = body?.closest("[data-clause]")?.dataset.clause;
  const quote = selection.toString().trim();
  if (!clause || quote.length < 3) return null;
  const text = around(range.commonAncestorContainer, "[data-text]") ?? body;
  const query = new URLSearchParams({
    clause,
    quote,
    prefix: words(text, (one) => one.setEnd(range.startContainer, range.startOffset)).slice(-AROUND),
    suffix: words(text, (one) => one.setStart(range.endContainer, range.endOffset)).slice(0, AROUND),
  });
  return { query: query.toString(), box: range.getBoundingClientRect() };
}

function around(node, selector) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(selector) ?? null;
}

function words(text, cut) {
  const range = document.createRange();
  range.selectNodeContents(text);
  cut(range);
  return range.toString();
}
