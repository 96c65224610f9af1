// The queue: keys for who clears it, and what the other moderators are doing meanwhile.
//
//   J K next, before · A the gentle decision · H the reason, and then hiding · X mark · E correct · Enter in the reason: hide

import { onLoad } from "./behaviour.js";
import { follow } from "./live.js";
import { fetchPiece } from "./pieces.js";

onLoad("[data-queue]", (queue) => {
  const lines = new Map(); // room → its line
  const more = document.querySelector("[data-more-waiting]");

  for (const [room, seq] of queue.dataset.rooms.trim().split(" ").filter(Boolean).map((one) => one.split("="))) {
    lines.set(room, follow(room, seq, { event: hear, presence: (people) => watch(room, people), reload: tellMore }));
  }

  function hear({ name, decision, post }) {
    if (name === "decision.made" && post) setTimeout(() => settle(decision, post), 300); // one's own comes by itself
    else if (name !== "decision.made") tellMore();
  }

  function tellMore() {
    more.hidden = false;
  }

  // Another has decided: what they did stands in the list.
  async function settle(decision, post) {
    for (const item of queue.querySelectorAll(`[data-of="${post}"]`)) {
      const line = await fetchPiece(`/decisions/${decision}`);
      if (!line || !item.isConnected || item.querySelector("form.htmx-request")) continue;
      line.id = item.id;
      line.dataset.key = item.dataset.key;
      const focused = item.contains(document.activeElement);
      item.replaceWith(line);
      putIntoList(queue, line, focused);
    }
  }

  function watch(room, people) {
    const at = new Map(people.filter((one) => !one.me && one.place?.item).map((one) => [one.place.item, one.name]));
    for (const item of queue.querySelectorAll(`[data-in="${room}"]`)) {
      const name = at.get(item.dataset.key);
      const words = item.querySelector("[data-seen]");
      item.classList.toggle("is-watched", Boolean(name));
      words.hidden = !name;
      words.textContent = name ? queue.dataset.watching.replace("{name}", name) : "";
    }
  }

  const all = queue.querySelector("[data-mark-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("change", ({ target }) => {
      for (const box of queue.querySelectorAll(".queue-mark input")) box.checked = target.checked;
    });
  }

  // Told where one stays, not where one hurries by: a socket may call so often.
  const told = new Map();
  let timer = 0;
  queue.addEventListener("focusin", ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(tellPlace, 250, target.closest("[data-in]"));
    const row = target.closest("[data-row]"); // J and K go along the list
    if (row) show(queue, row.dataset.key);
  });

  // One at a time: the list at the left, or the arrows above it.
  queue.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const item = show(queue, link.dataset.go);
    if (!item) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    if (link.closest("[data-item]") || !isWide.matches) {
      item.focus({ preventScroll: true });
      item.scrollIntoView({ block: "start" });
    }
  });

  function tellPlace(item) {
    for (const [room, line] of lines) {
      const here = item?.dataset.in === room ? item.dataset.key : "";
      if ((told.get(room) ?? "") !== here) line.place({ item: here });
      told.set(room, here);
    }
  }

  queue.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-of]") ?? (event.target.closest("[data-row]") && shown(queue));
    if (!item) return;
    if (event.key === "Enter" && event.target.matches("[data-reason]")) {
      event.preventDefault();
      item.querySelector("[data-hides]").click();
    } else if (event.key === "Escape" && event.target.matches("[data-reason]")) item.focus();
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || localStorage.getItem("keys") === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = {
      a: () => item.querySelector("[data-gentle]").click(),
      h: () => item.querySelector("[data-reason]").focus(),
      x: () => rowOf(queue, item.dataset.key)?.querySelector("[type=checkbox]").click(),
      e: () => item.querySelector("[data-correct]").click(),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
});

// What one decided stays as a line in the list; one goes on with the next.
onLoad("[data-items] > .is-decided", (line) => {
  putIntoList(line.closest("[data-queue]"), line, document.activeElement === document.body);
});

const isWide = window.matchMedia("(min-width: 1000px)");
const rowOf = (queue, key) => queue.querySelector(`[data-row="${key}"]`);
const shown = (queue) => queue.querySelector("[data-of]:not([hidden])");

function show(queue, key) {
  const item = queue.querySelector(`[data-of][data-key="${key}"]`);
  if (!item) return null;
  for (const one of queue.querySelectorAll("[data-of]")) one.hidden = one !== item;
  for (const row of queue.querySelectorAll("[data-row]")) {
    if (row.dataset.key === key) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  turn(queue, item);
  return item;
}

// The arrows of a phone, by what waits still.
function turn(queue, item) {
  const links = [...queue.querySelectorAll("[data-row] [data-go]")];
  const here = links.findIndex((link) => link.dataset.go === item.dataset.key);
  const pager = item.querySelector("[data-pager]");
  pager.querySelector("strong").textContent = pager.dataset.pager.replace("{n}", here + 1).replace("{all}", links.length);
  pager.querySelectorAll("[data-go]").forEach((arrow, place) => {
    const link = links[here + (place ? 1 : -1)];
    arrow.hidden = !link;
    if (link) [arrow.href, arrow.dataset.go] = [link.href, link.dataset.go];
  });
}

function putIntoList(queue, line, goesOn) {
  const row = rowOf(queue, line.dataset.key);
  if (!row) return;
  const rows = [...queue.querySelectorAll("[data-row]")];
  const next = rows[rows.indexOf(row) + 1] ?? rows.filter((one) => one !== row).at(-1);
  row.replaceWith(line);
  if (shown(queue)) turn(queue, shown(queue));
  else if (next) show(queue, next.dataset.key);
  queue.querySelector("[data-all-done]").hidden = Boolean(shown(queue));
  if (!goesOn) return;
  const place = !next ? queue.querySelector("[data-all-done]") : isWide.matches ? next.querySelector("a") : shown(queue);
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}
