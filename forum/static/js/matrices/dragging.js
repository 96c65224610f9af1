// Dragging entries with the mouse, or with a finger after a long press. Keys and the «Mover» form do the same.
//
// The library comes when a pointer first comes to the table; where fingers are the pointer, when there is time for it.

import { phrase } from "../phrases.js";
import { toast } from "../toast.js";
import { target } from "./writing.js";

const LONG_PRESS = 350;

export function startDragging(editor) {
  const all = editor.rights.has("decide");
  if (!(all || editor.rights.has("propose"))) return;
  editor.frame.classList.toggle("can-move", all);
  const lists = () => editor.table.querySelectorAll("[data-entries]");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let library = null;

  const arm = () => editor.table.addEventListener("pointerover", prepare, { once: true });
  arm();
  editor.addEventListener("reloaded", arm);
  if (window.matchMedia("(pointer: coarse)").matches) setTimeout(prepare, 1500);

  async function prepare() {
    library ??= load(editor.frame.dataset.sortable);
    if (!(await library)) return;
    for (const list of lists()) {
      if (window.Sortable.get(list) || !editor.mayIn(list)) continue;
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
    editor.frame.dataset.drags = "yes";
  }

  async function drop({ item, from, to, oldDraggableIndex, newDraggableIndex }) {
    for (const list of lists()) list.hidden = list.children.length === 0;
    if (from === to && oldDraggableIndex === newDraggableIndex) return;
    const [before, after] = [item.previousElementSibling, item.nextElementSibling];
    const where = before?.id ? { after: before.id.slice(1) } : after?.id ? { before: after.id.slice(1) } : {};
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

function load(address) {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(true);
    script.onerror = () => done(false);
    document.head.append(script);
  });
}
