// The panel beside the desk: where a proposal comes from, and what is discussed of it. Its small forms come into the dialog.

import { onLoad } from "../behaviour.js";
import { typedIn } from "../matrices/drawer.js";
import { showInDialog } from "../matrices/forms.js";
import { fetchPiece, parse } from "../pieces.js";
import { phrase } from "../phrases.js";
import { toast } from "../toast.js";
import { gather, page } from "./table.js";

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

// «Editar», «Objetar», «Mover»…: over the desk, not in place of it.
page.addEventListener("click", async (event) => {
  if (event.metaKey || event.ctrlKey || event.button) return;
  const link = event.target.closest("[data-desk-drawer] :is(a[data-dialog-get], a[data-edit-entry])");
  if (!link) return;
  event.preventDefault();
  const piece = await fetchPiece(link.getAttribute("href"));
  if (piece) showInDialog(piece);
  else toast(phrase("failed"));
});

// What is written in the panel (a comment, a link) and in its dialog; the desk hears of it by its room, too.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const dialog = form.matches("[data-writes]") ? form.closest("#dialog") : null;
  const ours = dialog || (form.closest("[data-desk-drawer]") && !form.matches("[data-desk-form]"));
  if (!ours || form.method !== "post") return;
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    body: new URLSearchParams(new FormData(form, event.submitter)),
    credentials: "same-origin",
  }).catch(() => null);
  form.dispatchEvent(new CustomEvent("htmx:afterRequest"));
  const lost = form.isConnected ? null : form.querySelector("textarea[id]"); // the panel came anew meanwhile
  if (!answer?.ok && lost) (document.getElementById(lost.id) ?? lost).value = lost.value;
  if (answer?.ok) {
    form.dispatchEvent(new CustomEvent("tinkuy:taken")); // what was kept of it in the browser goes
    form.reset();
    dialog?.close();
  }
  delete form.dataset.sent;
  if (!answer) return toast(phrase("failed"));
  const piece = parse(await answer.text());
  if (!answer.ok && dialog && piece?.matches(".dialog-body")) return showInDialog(piece);
  const said = (answer.ok ? piece?.querySelector("[data-said]") : piece)?.textContent.trim();
  if (said) toast(said);
  if (!answer.ok) return;
  const shown = side().querySelector("[data-drawer-entry]")?.dataset.drawerEntry;
  if (shown) see(shown, false);
  gather();
});
