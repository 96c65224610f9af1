// On a phone one row at a time: ‹ Productores ›. A swipe is an extra.

import { phrase } from "../phrases.js";

const FAR = 70; // px sideways that count as a swipe
const FLAT = 40;

export function startSwitch(editor) {
  const bar = editor.frame.querySelector("[data-row-switch]");
  const name = bar.querySelector("[data-row-name]");
  const narrow = window.matchMedia("(max-width: 599px)");
  const rows = () => [...editor.table.tBodies[0].rows];
  let current = null;

  function show(row) {
    if (!row) return;
    for (const one of editor.table.querySelectorAll("tr.current")) one.classList.remove("current");
    row.classList.add("current");
    current = row.dataset.row;
    const head = row.querySelector(".row-head");
    name.replaceChildren(...[...head.children].map((child) => child.cloneNode(true)));
    const all = rows();
    const place = all.indexOf(row);
    const count = document.createElement("span");
    count.className = "nowrap";
    count.textContent = phrase("of", { n: place + 1, total: all.length });
    name.append(" · ", count);
    name.className = [...row.classList].find((one) => one.startsWith("actor-")) ?? "";
    bar.querySelector("[data-row-before]").disabled = place === 0;
    bar.querySelector("[data-row-next]").disabled = place === all.length - 1;
    const propose = document.querySelector("[data-propose]");
    if (propose) propose.href = `/matrices/${editor.id}/entries/new?row=${current}`;
  }

  function step(by) {
    const all = rows();
    const next = all[all.findIndex((row) => row.dataset.row === current) + by];
    if (!next) return;
    show(next);
    const top = editor.frame.getBoundingClientRect().top;
    if (top < 0) window.scrollBy(0, top - 8);
  }

  function settle() {
    editor.frame.classList.toggle("one-row", narrow.matches);
    bar.hidden = !narrow.matches;
    const tools = document.querySelector("[data-tools]");
    if (tools) tools.open = !narrow.matches;
    if (!narrow.matches) return;
    const all = rows();
    const pointed = document.querySelector("li.open, li:target")?.closest("tr");
    show(pointed ?? all.find((row) => row.dataset.row === current) ?? mine(all) ?? all[0]);
  }

  // The row of the reader's own actor comes first.
  const mine = (all) => all.find((row) => row.dataset.mine !== undefined);

  bar.querySelector("[data-row-before]").addEventListener("click", () => step(-1));
  bar.querySelector("[data-row-next]").addEventListener("click", () => step(1));
  let start = null;
  editor.frame.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 ? touches[0] : null;
  }, { passive: true });
  editor.frame.addEventListener("touchend", ({ changedTouches, target }) => {
    if (!narrow.matches || !start || target.closest(".editing")) return;
    const [dx, dy] = [changedTouches[0].clientX - start.clientX, changedTouches[0].clientY - start.clientY];
    if (Math.abs(dx) > FAR && Math.abs(dy) < FLAT) step(dx < 0 ? 1 : -1);
  }, { passive: true });
  narrow.addEventListener("change", settle);
  editor.addEventListener("reloaded", settle);
  editor.addEventListener("changed", () => narrow.matches && show(rows().find((row) => row.dataset.row === current)));
  settle();
}
