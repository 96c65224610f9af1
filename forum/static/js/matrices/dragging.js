// Dragging entries with the mouse, or with a finger after a long press. Keys and the «Mover» form do the same.

import { phrase } from "../phrases.js";
import { toast } from "../toast.js";
import { target } from "./writing.js";

const LONG_PRESS = 350;

export function startDragging(editor) {
  const all = editor.rights.has("decide");
  if (!window.Sortable || !(all || editor.rights.has("propose"))) return;
  editor.frame.classList.toggle("can-move", all);
  const lists = () => editor.table.querySelectorAll("[data-entries]");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  // The lists of a large table are made ready when the pointer first comes to it.
  function prepare() {
    for (const list of lists()) {
      if (window.Sortable.get(list)) continue;
      window.Sortable.create(list, {
        group: `matrix-${editor.id}`,
        draggable: all ? "li[id]:not(.editing):not(.waiting)" : "li[data-mine].proposed:not(.editing)",
        filter: "a, textarea, button",
        preventOnFilter: false,
        delay: LONG_PRESS,
        delayOnTouchOnly: true,
        touchStartThreshold: 6,
        animation: calm.matches ? 0 : 120,
        ghostClass: "dragged",
        scroll: true,
        onStart: () => lists().forEach((one) => (one.hidden = false)),
        onEnd: drop,
      });
    }
  }
  const arm = () => editor.table.addEventListener("pointerover", prepare, { once: true, capture: true });
  arm();
  editor.addEventListener("reloaded", arm);
  editor.frame.addEventListener("touchstart", prepare, { once: true, passive: true });

  async function drop({ item, from, to, oldDraggableIndex, newDraggableIndex }) {
    for (const list of lists()) list.hidden = list.children.length === 0;
    if (from === to && oldDraggableIndex === newDraggableIndex) return;
    const where = item.previousElementSibling?.id
      ? { after: item.previousElementSibling.id.slice(1) }
      : item.nextElementSibling?.id
        ? { before: item.nextElementSibling.id.slice(1) }
        : {};
    const cells = [from.closest("td"), to.closest("td")];
    const answer = await editor.send("PUT", `/entries/${item.id.slice(1)}/position`, {
      ...target(cells[1]),
      version: item.dataset.v,
      ...where,
    });
    if (answer.ok) {
      editor.wrote(answer);
      return;
    }
    toast(answer.sentence ?? phrase("failed"));
    from.insertBefore(item, from.children[oldDraggableIndex] ?? null);
    editor.refresh(cells.map((cell) => cell.dataset.cell));
  }
}
