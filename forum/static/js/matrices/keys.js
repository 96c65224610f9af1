// The keyboard: one place of the table at a time can be tabbed to, arrows go on from there as in a spreadsheet.
//
// An arrow to another cell lands on its first entry (from below, on its last), or on the cell itself where it is empty.

import { phrase } from "../phrases.js";
import { toast } from "../toast.js";
import { target } from "./writing.js";

const later = window.requestIdleCallback ?? ((run) => setTimeout(run, 30));

// Entries can be focused once they were: thousands of them need no attribute before.
export function focusOn(place) {
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

export function startKeys(editor) {
  let current = null;
  prepare();
  editor.addEventListener("reloaded", () => {
    const key = current?.dataset.cell;
    prepare();
    if (key && editor.cell(key)) hold(editor.cell(key));
  });
  editor.addEventListener("changed", ({ detail }) => {
    for (const cell of detail.cells) reach(cell, cell === current);
  });

  function prepare() {
    const { table } = editor;
    table.setAttribute("role", "grid");
    current = null;
    hold(table.querySelector("td"));
    settleRows([...table.tBodies[0].rows]);
  }

  // The thousands of links of a large table are taken out of the order of tabs when there is time for it.
  function settleRows(waiting) {
    for (const cell of waiting.shift()?.querySelectorAll("td") ?? []) {
      if (cell === current) continue;
      cell.tabIndex = -1;
      reach(cell, false);
    }
    if (waiting.length) later(() => settleRows(waiting));
  }

  // The links of a cell can be tabbed to while it is the current one.
  function reach(cell, isCurrent) {
    for (const link of cell.querySelectorAll("a")) link.tabIndex = isCurrent ? 0 : -1;
  }

  function hold(cell) {
    if (!cell || cell === current) return;
    if (current) {
      current.tabIndex = -1;
      reach(current, false);
    }
    current = cell;
    cell.tabIndex = 0;
    reach(cell, true);
  }

  editor.frame.addEventListener("focusin", ({ target: focused }) => {
    const cell = focused.closest("td[data-cell]");
    if (!cell) return;
    const came = cell !== current;
    hold(cell);
    editor.dispatchEvent(new CustomEvent("place", { detail: { cell } }));
    // What was just written is being said: where the focus went with it is not said over it.
    if (came && performance.now() - editor.wroteAt > 500) {
      const count = cell.querySelectorAll("li[id]").length;
      editor.say(phrase("in_cell", { place: editor.place(cell), n: count }, count));
    }
  });
  editor.frame.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget?.closest?.("[data-matrix]")) editor.dispatchEvent(new CustomEvent("place", { detail: { cell: null } }));
  });
  editor.table.parentElement.addEventListener("click", (event) => {
    if (event.target.closest("a, button, textarea, .editing")) return;
    const cell = event.target.closest("td[data-cell]");
    focusOn(event.target.closest("li[id]") ?? cell);
  });

  const rows = () => [...editor.table.tBodies[0].rows];
  const cells = (row) => [...row.cells].filter((cell) => cell.matches("td"));

  function neighbour(cell, down, right) {
    const all = rows();
    const row = all.indexOf(cell.parentElement);
    const column = cells(cell.parentElement).indexOf(cell);
    const next = all[row + down];
    return (next && cells(next)[column + right]) || null;
  }

  function land(cell, last = false) {
    if (!cell) return;
    const entries = cell.querySelectorAll("li[id]:not(.editing)");
    const place = entries.length ? entries[last ? entries.length - 1 : 0] : cell;
    focusOn(place);
    place.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  editor.frame.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-cell]");
    if (!cell || event.target.closest("textarea, input, button, .editing")) return;
    const entry = event.target.closest("li[id]");
    const turn = (event.ctrlKey || event.metaKey) && turned(event.key.toLowerCase(), event.shiftKey);
    if (turn) {
      event.preventDefault();
      if (editor.rights.has("undo")) editor.turn(turn);
      return;
    }
    const handler = event.altKey ? carry : event.ctrlKey || event.metaKey ? jump : walk;
    if (handler(event, cell, entry)) event.preventDefault();
  });

  const turned = (key, shifted) => (key === "z" ? (shifted ? "redo" : "undo") : key === "y" && !shifted && "redo");

  function walk(event, cell, entry) {
    const onLink = event.target.closest("a");
    const all = rows();
    switch (event.key) {
      case "ArrowRight":
        return land(neighbour(cell, 0, 1)) ?? true;
      case "ArrowLeft":
        return land(neighbour(cell, 0, -1)) ?? true;
      case "ArrowDown":
      case "ArrowUp": {
        const down = event.key === "ArrowDown";
        const sibling = entry && (down ? entry.nextElementSibling : entry.previousElementSibling);
        if (sibling?.id) focusOn(sibling);
        else land(neighbour(cell, down ? 1 : -1, 0), !down);
        return true;
      }
      case "Home":
        return land(cells(cell.parentElement)[0]) ?? true;
      case "End":
        return land(cells(cell.parentElement).at(-1)) ?? true;
      case "PageDown":
        return land(neighbour(cell, Math.min(5, all.length - 1 - all.indexOf(cell.parentElement)), 0)) ?? true;
      case "PageUp":
        return land(neighbour(cell, -Math.min(5, all.indexOf(cell.parentElement)), 0)) ?? true;
      case "Enter":
      case "F2":
        if (onLink) return false;
        return open(cell, entry);
      case "+":
        editor.add(cell);
        return true;
      case " ":
        if (onLink || !entry) return false;
        editor.openDrawer(entry.id.slice(1));
        return true;
      case "Delete":
        if (entry && !onLink) remove(entry);
        return Boolean(entry);
      case "m":
      case "M":
        if (!entry || !editor.may(entry)) return false;
        editor.openForm(`/entries/${entry.id.slice(1)}/position`);
        return true;
      case "Escape":
        if (!editor.isDrawerOpen()) return false;
        editor.closeDrawer();
        return true;
      default:
        return false;
    }
  }

  function jump(event, cell) {
    const all = rows();
    const wanted = {
      Home: cells(all[0])[0],
      End: cells(all.at(-1)).at(-1),
      ArrowDown: neighbour(cell, 1, 0),
      ArrowUp: neighbour(cell, -1, 0),
      ArrowRight: cells(cell.parentElement).at(-1),
      ArrowLeft: cells(cell.parentElement)[0],
    }[event.key];
    if (!wanted) return false;
    land(wanted);
    return true;
  }

  function open(cell, entry) {
    const chosen = entry ?? cell.querySelector("li[id]");
    if (chosen) editor.edit(chosen.id.slice(1));
    else editor.add(cell);
    return true;
  }

  async function remove(entry) {
    if (!editor.may(entry)) return editor.say(phrase("may_not_edit"));
    const cell = entry.closest("td");
    const next = entry.nextElementSibling ?? entry.previousElementSibling;
    const answer = await editor.send("DELETE", `/entries/${entry.id.slice(1)}`, {});
    if (!answer.ok) return toast(answer.sentence ?? phrase("failed"));
    editor.wrote(answer);
    focusOn(next?.isConnected && next.id ? next : cell);
  }

  // Alt and an arrow carry the entry: up and down in its cell, at its ends and sideways to the cell beside.
  function carry(event, cell, entry) {
    if (!entry || !editor.may(entry)) return false;
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
    if (down === undefined) return false;
    const sibling = down === 1 ? entry.nextElementSibling : down === -1 ? entry.previousElementSibling : null;
    if (sibling?.id) place(entry, cell, down === 1 ? { after: sibling.id.slice(1) } : { before: sibling.id.slice(1) });
    else if (neighbour(cell, down, right)) place(entry, neighbour(cell, down, right), down === 1 ? { place: "start" } : {});
    else editor.say(phrase("edge"));
    return true;
  }

  async function place(entry, cell, where) {
    const id = entry.id.slice(1);
    const answer = await editor.send("PUT", `/entries/${id}/position`, { ...target(cell), version: entry.dataset.v, ...where });
    if (!answer.ok) return toast(answer.sentence ?? phrase("failed"));
    editor.wrote(answer);
    const moved = editor.entry(id);
    if (moved) focusOn(moved);
    moved?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
