// A forum's list of threads that changes while it is read: what rows say is renewed where they stand; a new thread comes
// in where it pushes nothing that is in sight, and waits behind «↑ 1 hilo nuevo» otherwise.

import { onLoad } from "./behaviour.js";
import { caughtUp, follow } from "./live.js";
import { phrase } from "./phrases.js";

const SETTLE = 200; // ms in which several events are one look,
const SPREAD = 600; // and up to so many more, lest all readers look at once
const AGAIN = 4000; // where a look failed: the socket may be there while pages are not

onLoad("[data-forum]", (place) => {
  const pill = document.querySelector("[data-new-threads]");
  const waiting = new Set(); // threads that are not in the page yet
  let latest = null;
  let timer = 0;

  follow(place.dataset.room, place.dataset.seq, {
    event({ name }) {
      if (name === "post.created" || name === "post.approved" || name.startsWith("thread.")) soon();
    },
    reload: soon,
    dropped() {
      window.dispatchEvent(new CustomEvent("tinkuy:stale"));
    },
  });

  function soon() {
    timer ||= setTimeout(look, SETTLE + Math.random() * SPREAD);
  }

  async function look() {
    const answer = await fetch(window.location.href, { credentials: "same-origin" }).catch(() => null);
    timer = 0;
    if (!answer || answer.status === 429 || answer.status >= 500) timer = setTimeout(look, AGAIN);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-forum]");
    if (!fresh) return;
    caughtUp(place.dataset.room, fresh.dataset.seq);
    latest = fresh;
    renewCounts(page);
    if (rows(place).length === 0) showLatest();
    else merge();
  }

  function merge() {
    let before = null;
    for (const row of rows(latest)) {
      const shown = find(place, row);
      if (shown) renew(shown, row);
      else if (isOutOfSight(before)) put(row.cloneNode(true), before);
      else waiting.add(row.dataset.row);
      before = find(place, row) ?? before;
    }
    tellPill();
  }

  function isOutOfSight(before) {
    const edge = before ? before.getBoundingClientRect().bottom : place.getBoundingClientRect().top;
    return edge < 0 || edge >= window.innerHeight;
  }

  function put(row, before) {
    const height = document.documentElement.scrollHeight;
    const above = place.getBoundingClientRect().top < 0 && (before?.getBoundingClientRect().bottom ?? 0) <= 0;
    if (before) before.after(row);
    else place.querySelector(".thread-list").prepend(row);
    if (above && !CSS.supports("overflow-anchor", "auto")) {
      window.scrollBy(0, document.documentElement.scrollHeight - height);
    }
  }

  // The link stays the one it is: it may have the focus.
  function renew(shown, row) {
    const [link, said] = [shown, row].map((one) => one.querySelector("h3 a"));
    if (link.textContent !== said.textContent) link.textContent = said.textContent;
    for (const part of [".thread-facts", ".thread-voices"]) {
      const [old, now] = [shown, row].map((one) => one.querySelector(part));
      if (old.innerHTML !== now.innerHTML) old.replaceChildren(...now.cloneNode(true).childNodes);
    }
  }

  function renewCounts(page) {
    for (const count of document.querySelectorAll("[data-threads-of]")) {
      const now = page.querySelector(`[data-threads-of="${count.dataset.threadsOf}"]`);
      if (now && now.textContent !== count.textContent) count.textContent = now.textContent;
    }
  }

  function tellPill() {
    for (const id of waiting) if (place.querySelector(`[data-row="${id}"]`)) waiting.delete(id);
    pill.hidden = waiting.size === 0;
    pill.textContent = phrase("new_threads", { n: waiting.size }, waiting.size);
  }

  function showLatest() {
    const focused = place.contains(document.activeElement);
    place.replaceChildren(...latest.cloneNode(true).childNodes);
    if (focused) place.querySelector("a")?.focus({ preventScroll: true });
    waiting.clear();
    tellPill();
  }

  pill.addEventListener("click", () => {
    const [first] = [...rows(latest)].filter((row) => waiting.has(row.dataset.row));
    showLatest();
    const link = first && find(place, first)?.querySelector("h3 a");
    link?.scrollIntoView({ block: "nearest" });
    link?.focus({ preventScroll: true });
  });
});

const rows = (list) => list.querySelectorAll("[data-row]");
const find = (list, row) => list.querySelector(`[data-row="${row.dataset.row}"]`);
