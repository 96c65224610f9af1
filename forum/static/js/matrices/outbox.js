// What could not be sent, and what was being written: kept in this browser, of this person, until it is saved or let go;
// what was being written on the server too, for other devices.

import { phrase } from "../phrases.js";
import { toast } from "../toast.js";
import { addEntry, editEntry, target } from "./writing.js";
import { showInDialog } from "./forms.js";

export function startOutbox(editor) {
  const box = store(`tinkuy:${editor.person}:matrix:${editor.id}:unsent`);
  const sheets = store(`tinkuy:${editor.person}:matrix:${editor.id}:drafts`);
  let sending = false;

  editor.outbox = {
    keep(item) {
      const kept = { ...item, key: `${Date.now()}-${Math.random().toString(36).slice(2)}` };
      box.write([...box.read().filter((one) => item.kind !== "edit" || one.entry !== item.entry), kept]);
      show();
    },
    dropEntry(id) {
      box.write(box.read().filter((one) => one.entry !== String(id)));
      show();
    },
  };
  editor.drafts = {
    keep(field) {
      const rest = sheets.read().filter((one) => one.where !== where(field));
      const text = field.area.value;
      const draft = { where: where(field), entry: field.id, cell: field.key, version: field.version, text };
      sheets.write(text.trim() && text !== field.original ? [...rest, draft] : rest);
      afar.then((far) => far?.keep(field));
    },
    drop(field) {
      sheets.write(sheets.read().filter((one) => one.where !== where(field)));
      afar.then((far) => far?.drop(field));
    },
  };

  const where = (field) => (field.id ? `e${field.id}` : `k${field.key}`);
  // On the server too, for other devices; what stands there of them is offered here.
  const afar = editor.rights.has("propose")
    ? import("./afar.js").then(({ startAfar }) => startAfar(editor, sheets, offerDrafts)).catch(() => null)
    : Promise.resolve(null);

  function show() {
    for (const line of editor.table.querySelectorAll(".waiting")) line.remove();
    for (const line of editor.table.querySelectorAll(".waits")) line.remove();
    for (const item of box.read()) {
      const entry = item.kind === "edit" ? editor.entry(item.entry) : null;
      const list = (entry?.closest("td") ?? editor.cell(item.cell))?.querySelector("[data-entries]");
      if (!list) continue;
      const line = document.createElement("li");
      line.className = "waiting";
      const words = document.createElement("span");
      words.className = "words";
      words.textContent = item.text;
      const note = document.createElement("small");
      note.append(" ", mark(item.problem || phrase("waits")));
      if (item.problem) {
        const discard = document.createElement("button");
        discard.className = "quiet";
        discard.type = "button";
        discard.textContent = phrase("discard");
        discard.addEventListener("click", () => {
          box.write(box.read().filter((one) => one.key !== item.key));
          show();
        });
        note.append(" ", discard);
      }
      line.append(words, note);
      if (entry) entry.after(line);
      else list.append(line);
      list.hidden = false;
    }
  }

  function mark(words) {
    const span = document.createElement("span");
    span.className = "waits";
    span.textContent = words;
    return span;
  }

  async function flush() {
    if (sending) return;
    sending = true;
    let sent = 0;
    for (const item of box.read()) {
      if (item.problem) continue;
      const answer =
        item.kind === "add"
          ? await editor.send("POST", `/matrices/${editor.id}/entries`, { ...target({ dataset: { cell: item.cell } }), text: item.text, state: item.state || "", again: "1" })
          : await editor.send("PUT", `/entries/${item.entry}`, { text: item.text, version: item.version });
      if (answer.lost) break;
      if (answer.ok) {
        sent += 1;
        box.write(box.read().filter((one) => one.key !== item.key));
        editor.put(answer.piece);
      } else if (answer.status === 409 && answer.piece?.matches(".dialog-body")) {
        showInDialog(answer.piece);
        break;
      } else if (answer.status !== 401 && answer.status < 500) {
        box.write(box.read().map((one) => (one.key === item.key ? { ...one, problem: answer.sentence } : one)));
      }
    }
    sending = false;
    show();
    if (sent) toast(phrase("sent_back", { n: sent }, sent));
  }

  function offerDrafts() {
    for (const draft of sheets.read()) {
      const cell = (draft.entry && editor.entry(draft.entry)?.closest("td")) || editor.cell(draft.cell);
      if (!cell || cell.querySelector(`[data-draft-of="${draft.where}"]`)) continue;
      const box = document.createElement("div");
      box.className = "kept-draft";
      box.dataset.draftOf = draft.where;
      const words = document.createElement("blockquote");
      words.textContent = draft.text;
      const go = button(phrase("write"), () => {
        box.remove();
        const field = draft.entry && editor.entry(draft.entry) ? editEntry(editor, draft.entry, draft.version) : addEntry(editor, cell);
        if (!field?.area) return;
        field.area.value = draft.text;
        field.area.dispatchEvent(new Event("input"));
      });
      const drop = button(phrase("discard"), () => {
        box.remove();
        sheets.write(sheets.read().filter((one) => one.where !== draft.where));
        afar.then((far) => far?.discard(draft));
      });
      box.append(phrase("was_writing"), words, go, drop);
      cell.querySelector("[data-entries]").after(box);
    }
  }

  function button(words, run) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.textContent = words;
    made.addEventListener("click", run);
    return made;
  }

  editor.addEventListener("online", flush);
  window.addEventListener("online", flush);
  editor.addEventListener("changed", show);
  editor.addEventListener("reloaded", () => {
    show();
    offerDrafts();
  });
  show();
  offerDrafts();
  if (box.read().length) flush();
}

// A list in this browser's storage; without storage, for as long as the page is open.
function store(name) {
  let held = null;
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(name) ?? "[]");
      } catch {
        return held ?? [];
      }
    },
    write(list) {
      held = list;
      try {
        if (list.length) localStorage.setItem(name, JSON.stringify(list));
        else localStorage.removeItem(name);
      } catch {
        // full or forbidden: `held` serves
      }
    },
  };
}
