// The panel beside the desk: where a proposal comes from, and what is discussed of it.

import { onLoad } from "../behaviour.js";
import { typedIn } from "../matrices/drawer.js";
import { fetchPiece, parse } from "../pieces.js";
import { phrase } from "../phrases.js";
import { toast } from "../toast.js";
import { page } from "./table.js";

export const side = () => page.querySelector("[data-desk-drawer]");

export async function see(id, focus = true) {
  const piece = await fetchPiece(`/entries/${id}`);
  if (!piece) return;
  const typed = side().querySelector(`[data-drawer-entry="${id}"]`) ? typedIn(side()) : null;
  side().replaceChildren(piece);
  typed?.();
  onLoad.run(piece);
  if (!focus) return;
  side().scrollTop = 0;
  piece.querySelector(".drawer-words")?.focus();
}

// What is written in the panel (a comment, a link) stays in it; the desk hears of it by its room.
page.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-desk-form]") || !form.closest("[data-desk-drawer]") || form.method !== "post") return;
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    body: new URLSearchParams(new FormData(form, event.submitter)),
    credentials: "same-origin",
  }).catch(() => null);
  const lost = form.isConnected ? null : form.querySelector("textarea[id]"); // the panel came anew meanwhile
  if (!answer?.ok && lost) (document.getElementById(lost.id) ?? lost).value = lost.value;
  if (answer?.ok) {
    form.dispatchEvent(new CustomEvent("tinkuy:taken")); // what was kept of it in the browser goes
    form.reset();
  }
  delete form.dataset.sent;
  if (!answer) return toast(phrase("failed"));
  const piece = parse(await answer.text());
  const said = (answer.ok ? piece?.querySelector("[data-said]") : piece)?.textContent.trim();
  if (said) toast(said);
  const shown = side().querySelector("[data-drawer-entry]")?.dataset.drawerEntry;
  if (answer.ok && shown) see(shown, false);
});
