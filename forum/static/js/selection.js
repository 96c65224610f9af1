// Words of a post that are selected can be carried to the matrix or quoted: with a mouse a bar below the selection,
// with fingers one at the foot of the screen; by keyboard, the link after the post leads to the same.

import { onLoad } from "./behaviour.js";

const AROUND = 32; // characters on each side that tell a passage from its likes

onLoad("[data-selection-bar]", (bar) => {
  let passage = null;
  let timer = 0;

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 120);
  });

  function look() {
    passage = selected();
    bar.hidden = passage === null;
    if (passage === null || window.matchMedia("(pointer: coarse)").matches) return;
    const box = passage.box;
    const left = Math.min(Math.max(8, box.left + box.width / 2 - bar.offsetWidth / 2), window.innerWidth - bar.offsetWidth - 8);
    bar.style.setProperty("left", `${left + window.scrollX}px`);
    bar.style.setProperty("top", `${box.bottom + window.scrollY + 10}px`);
  }

  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  bar.querySelector("[data-to-matrix]")?.addEventListener("click", () => {
    if (passage) openDialog(`/posts/${passage.post}/citation?${passage.query}`);
  });
  bar.querySelector("[data-quote]")?.addEventListener("click", () => {
    if (passage) openAnswer(passage.post, passage.query);
  });
});

function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const body = closestBody(range.commonAncestorContainer);
  const quote = selection.toString().trim();
  if (!body || quote.length < 3) return null;
  const [prefix, suffix] = surroundings(body, range);
  const query = new URLSearchParams({ quote, prefix, suffix });
  return { post: body.dataset.selectable, query: query.toString(), box: range.getBoundingClientRect() };
}

function closestBody(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-selectable]") ?? null;
}

function surroundings(body, range) {
  const before = document.createRange();
  before.selectNodeContents(body);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.selectNodeContents(body);
  after.setStart(range.endContainer, range.endOffset);
  return [before.toString().slice(-AROUND), after.toString().slice(0, AROUND)];
}

function openDialog(address) {
  const dialog = document.getElementById("dialog");
  if (!dialog || !window.htmx) {
    window.location.assign(address);
    return;
  }
  window.htmx.ajax("GET", address, { target: "#dialog-body", swap: "innerHTML" }).then(() => {
    if (!dialog.open) dialog.showModal();
  });
}

export function openAnswer(post, query = "") {
  const place = document.getElementById(`respuesta-${post}`);
  const address = `/posts/${post}/reply${query ? `?${query}` : ""}`;
  if (!place || !window.htmx) {
    window.location.assign(address);
    return;
  }
  window.htmx.ajax("GET", address, { target: place, swap: "innerHTML" }).then(() => {
    const field = place.querySelector("textarea");
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}

onLoad("[data-reply]", (link) => {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || !window.htmx) return;
    event.preventDefault();
    openAnswer(link.dataset.reply);
  });
});

onLoad("[data-cite]", (link) => {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || !window.htmx) return;
    event.preventDefault();
    openDialog(link.getAttribute("href"));
  });
});
