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

  // Another has decided: what they did stands where the item was.
  async function settle(decision, post) {
    for (const item of queue.querySelectorAll(`[data-of="${post}"]`)) {
      const line = await fetchPiece(`/decisions/${decision}`);
      if (!line || !item.isConnected || item.querySelector("form.htmx-request")) continue;
      const focused = item.contains(document.activeElement);
      line.id = item.id;
      item.replaceWith(line);
      if (focused) line.focus({ preventScroll: true });
    }
  }

  function watch(room, people) {
    const at = new Map(people.filter((one) => !one.me && one.place?.item).map((one) => [one.place.item, one.name]));
    for (const item of queue.querySelectorAll(`[data-in="${room}"]`)) {
      const name = at.get(item.id);
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
    timer = setTimeout(tellPlace, 250, target.closest("[data-of]"));
  });

  function tellPlace(item) {
    for (const [room, line] of lines) {
      const here = item?.dataset.in === room ? item.id : "";
      if ((told.get(room) ?? "") !== here) line.place({ item: here });
      told.set(room, here);
    }
  }

  queue.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-of]");
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
      x: () => item.querySelector("[type=checkbox]").click(),
      e: () => item.querySelector("[data-correct]").click(),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
});

// What one decided stays as a line; one goes on with the next.
onLoad("[data-queue] .is-decided", (line) => {
  if (document.activeElement !== document.body) return;
  let next = line.nextElementSibling;
  while (next?.matches(".is-decided")) next = next.nextElementSibling;
  (next ?? line).focus({ preventScroll: true });
  (next ?? line).scrollIntoView({ block: "nearest" });
});
