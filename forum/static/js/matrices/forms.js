// The small forms about an entry: they come into the dialog, and what they write goes into the page.

import { open } from "../dialog.js";
import { onLoad } from "../behaviour.js";
import { phrase } from "../phrases.js";
import { fetchPiece } from "../pieces.js";
import { toast } from "../toast.js";

export function startForms(editor) {
  editor.openForm = async (address) => {
    const piece = await fetchPiece(address);
    if (piece) showInDialog(piece);
    else toast(phrase("failed"));
  };

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.button) return;
    const link = event.target.closest("a[data-dialog-get], a[data-propose]");
    if (link) {
      event.preventDefault();
      editor.openForm(link.getAttribute("href"));
    }
    const dropping = event.target.closest("[data-drops]");
    if (dropping) {
      editor.closeField(dropping.dataset.drops);
      editor.outbox?.dropEntry(dropping.dataset.drops);
      const cell = editor.entry(dropping.dataset.drops)?.closest("td");
      if (cell) editor.refresh([cell.dataset.cell]);
    }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-writes]") || event.defaultPrevented) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    data.delete("csrf_token");
    const address = new URL(form.action);
    const method = address.searchParams.get("_method") ?? "POST";
    const answer = await editor.send(method, address.pathname, data);
    form.dispatchEvent(new CustomEvent("htmx:afterRequest"));
    const inside = form.closest("dialog");
    if (answer.lost && form.hasAttribute("data-keeps")) {
      const { row, column, text, state } = Object.fromEntries(data);
      editor.outbox.keep({ kind: "add", entry: "", cell: `${row}-${column}`, text, state });
      inside?.close();
      toast(phrase("waits"));
    } else if (answer.lost) toast(phrase("failed"));
    else if (answer.ok) {
      form.dispatchEvent(new CustomEvent("tinkuy:taken"));
      inside?.close();
      settled(editor, address.pathname);
      editor.wrote(answer, form.dataset.writes);
      editor.dispatchEvent(new CustomEvent("written", { detail: { removes: form.hasAttribute("data-removes") } }));
    } else if (answer.piece?.matches?.(".dialog-body")) {
      showInDialog(answer.piece);
    } else {
      toast(answer.sentence);
    }
  });
}

// A conflict was settled: the field that met it and the text that waited are done with.
function settled(editor, path) {
  const fromConflict = document.querySelector("#dialog-body .two-texts [data-drops]");
  const id = path.match(/^\/entries\/(\d+)$/)?.[1] ?? fromConflict?.dataset.drops;
  if (!id) return;
  editor.closeField(id);
  editor.outbox?.dropEntry(id);
}

export function showInDialog(piece) {
  const dialog = document.getElementById("dialog");
  const body = document.getElementById("dialog-body");
  body.replaceChildren(piece);
  dialog.setAttribute("aria-labelledby", "dialog-title");
  onLoad.run(piece);
  window.htmx?.process(piece);
  open(dialog);
  const first = piece.querySelector("[autofocus], textarea") ?? piece.querySelector("select, input:not([type=hidden])") ?? piece.querySelector("h2");
  first?.focus();
}
