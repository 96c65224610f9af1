// Together: what others do comes into its cells, and who is in which cell is seen.

import { phrase } from "../phrases.js";
import { follow } from "../live.js";

const GATHER = 80; // ms in which several events are fetched as one
const MOST_CELLS = 60; // more, and the whole table is fetched
const SEEN = 6000; // ms after which an arrival that is in view counts as seen
const WHOLE = new Set(["matrix.reshaped", "matrix.filled", "matrix.changed", "matrix.combined", "moment.restored"]);
const TAKEN_BACK = new Set(["step.undone", "step.redone"]); // without cells: rows or columns

export function startCompany(editor) {
  const wanted = new Set();
  let since = null;
  let whole = false;
  let timer = 0;
  let said = 0;
  let people = [];

  const line = follow(editor.frame.dataset.room, editor.seq, {
    event(message) {
      if (WHOLE.has(message.name) || (TAKEN_BACK.has(message.name) && !message.cells.length)) whole = true;
      since ??= message.seq - 1;
      for (const [row, column] of message.cells ?? []) wanted.add(`${row}-${column}`);
      gather();
      const entries = new Set([message.entry, message.into, ...(Array.isArray(message.entries) ? message.entries : [])]);
      editor.dispatchEvent(new CustomEvent("told", { detail: { entries } }));
    },
    reload() {
      whole = true;
      gather();
    },
    presence(here) {
      editor.frame.dataset.live = "yes";
      people = here;
      showPeople();
    },
    online() {
      if (wanted.size || whole) gather();
      editor.dispatchEvent(new Event("online"));
    },
    offline() {
      delete editor.frame.dataset.live;
    },
    dropped() {
      window.dispatchEvent(new CustomEvent("tinkuy:stale"));
    },
  });

  function gather() {
    clearTimeout(timer);
    timer = setTimeout(take, GATHER);
  }

  async function take() {
    const keys = [...wanted];
    const [from, all] = [since, whole || keys.length > MOST_CELLS];
    wanted.clear();
    since = null;
    whole = false;
    if (!all && !keys.length) return;
    if (all ? await editor.reload() : await editor.refresh(keys, from)) return;
    keys.forEach((key) => wanted.add(key)); // the line is down: once more when it is back
    since = from;
    whole = all;
  }

  editor.addEventListener("changed", ({ detail }) => {
    for (const cell of detail.cells) {
      for (const mark of cell.querySelectorAll("[data-arrival]")) watch(mark, cell);
    }
    showPeople();
  });
  editor.addEventListener("reloaded", showPeople);

  const eye = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      eye.unobserve(target);
      setTimeout(() => {
        target.closest("li")?.classList.remove("arrived");
        target.remove();
      }, SEEN);
    }
  });

  function watch(mark, cell) {
    if (mark.dataset.watched) return;
    mark.dataset.watched = "1";
    eye.observe(mark);
    if (Date.now() - said < 5000) return;
    said = Date.now();
    editor.say(phrase("arrival", { words: mark.textContent, place: editor.place(cell) }));
  }

  // ---- who is here

  let place = "";
  let told = 0;
  editor.addEventListener("place", ({ detail }) => {
    place = detail.cell?.dataset.cell ?? "";
    tell();
  });
  editor.addEventListener("writing", tell);

  function tell() {
    clearTimeout(told);
    told = setTimeout(() => {
      const field = [...editor.fields].at(-1);
      line.place({ cell: field?.key ?? place, writing: Boolean(field) });
    }, 150);
  }
  tell();

  function showPeople() {
    const others = people.filter((one) => !one.me);
    const words = document.querySelector("[data-presence]");
    if (words) {
      words.replaceChildren();
      const me = people.find((one) => one.me);
      const more = Math.max(0, (people.more ?? 0) - (me ? 0 : 1)); // who is not named here is counted, oneself too
      if (others.length || more) {
        words.append(`${phrase("here_now")} `);
        for (const one of others) words.append(named(one));
        if (me) words.append(text(phrase("you", { name: firstName(me.name) })));
        if (more) words.append(text(phrase("and_more", { n: more }, more)));
      }
    }
    for (const cell of editor.table.querySelectorAll("td.here")) clear(cell);
    for (const [key, here] of byCell(others)) {
      const cell = key && editor.cell(key);
      if (cell) frame(cell, here);
    }
  }

  function frame(cell, here) {
    const [first, ...rest] = here;
    cell.dataset.was = first.actor_class || "nobodys";
    cell.classList.add("here", cell.dataset.was);
    const tab = document.createElement("span");
    tab.className = "presence-tab";
    const words = first.place.writing ? phrase("writing_here", { name: firstName(first.name) }) : first.name;
    tab.textContent = rest.length ? `${words} ${phrase("more_here", { n: rest.length })}` : words;
    cell.append(tab);
  }

  function clear(cell) {
    cell.classList.remove("here", cell.dataset.was);
    delete cell.dataset.was;
    cell.querySelector(".presence-tab")?.remove();
  }
}

function byCell(people) {
  const cells = new Map();
  for (const one of people) {
    const key = one.place?.cell ?? "";
    cells.set(key, [...(cells.get(key) ?? []), one]);
  }
  return cells;
}

function named(one) {
  const badge = document.createElement("span");
  badge.className = `badge ${one.actor_class}`;
  if (one.weave) {
    const weave = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    weave.setAttribute("class", "weave");
    weave.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#w${one.weave}`);
    weave.append(use);
    badge.append(weave);
  }
  badge.append(firstName(one.name));
  badge.title = [one.name, one.actor].filter(Boolean).join(", ");
  return badge;
}

function text(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span;
}

const firstName = (name) => name.split(" ")[0];
