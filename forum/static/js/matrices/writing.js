// Writing in place: an entry becomes a field where it stands, an empty line opens at the foot of a cell.
//
// What is typed is kept in this browser until it is saved or let go; the line may break, the page may be closed.

import { phrase } from "../phrases.js";
import { showInDialog } from "./forms.js";
import { focusOn } from "./keys.js";

export function startWriting(editor) {
  editor.fields = new Set();
  editor.edit = (id) => editEntry(editor, id);
  editor.add = (cell, words = "") => addEntry(editor, cell, words);
  editor.closeField = (id) => [...editor.fields].filter((field) => field.id === String(id)).forEach((field) => field.close());

  editor.frame.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey) return;
    const add = event.target.closest("[data-add]");
    const edit = event.target.closest("[data-edit-entry]");
    if (add && editor.add(add.closest("td"))) event.preventDefault();
    if (edit && editor.edit(edit.dataset.editEntry)) event.preventDefault();
  });
  editor.frame.addEventListener("dblclick", (event) => {
    const entry = event.target.closest("li[id]");
    if (entry && !event.target.closest("a") && editor.edit(entry.id.slice(1))) event.preventDefault();
  });

  // The table is fetched anew: fields go along with what is in them.
  let open = [];
  editor.addEventListener("before-reload", () => {
    open = [...editor.fields].map(({ id, key, version, area }) => ({ id, key, version, words: area.value, had: document.activeElement === area }));
    for (const field of [...editor.fields]) field.forget();
  });
  editor.addEventListener("reloaded", () => {
    for (const { id, key, version, words, had } of open) {
      const field = id ? editEntry(editor, id, version) : addEntry(editor, editor.cell(key), words);
      if (!field) continue;
      field.area.value = words;
      if (!had) field.area.blur();
    }
  });
}

export function editEntry(editor, id, version = null) {
  const entry = editor.entry(id);
  if (!entry || entry.classList.contains("editing")) return entry ? true : null;
  if (!editor.may(entry)) {
    editor.say(phrase("may_not_edit"));
    return null;
  }
  const cell = entry.closest("td");
  const was = [...entry.childNodes];
  const field = makeField(editor, { id: String(id), key: cell.dataset.cell, version: version ?? entry.dataset.v, cell });
  field.area.value = entry.querySelector(".words").textContent;
  field.original = field.area.value;
  entry.classList.add("editing");
  entry.replaceChildren(field.form);
  field.restore = () => {
    entry.classList.remove("editing");
    entry.replaceChildren(...was);
    focusOn(entry);
  };
  field.send = (words) => editor.send("PUT", `/entries/${id}`, { text: words, version: field.version });
  field.item = (words) => ({ kind: "edit", entry: String(id), cell: field.key, version: field.version, text: words });
  open(editor, field);
  return field;
}

export function addEntry(editor, cell, words = "") {
  if (!cell || !editor.rights.has("propose") || !editor.mayIn(cell)) return null;
  const known = [...editor.fields].find((field) => !field.id && field.key === cell.dataset.cell);
  if (known) {
    known.area.focus();
    return known;
  }
  const list = cell.querySelector("[data-entries]");
  const place = document.createElement("li");
  place.className = "editing";
  const field = makeField(editor, { id: "", key: cell.dataset.cell, version: 0, cell });
  field.original = "";
  field.area.value = words;
  place.append(field.form);
  list.hidden = false;
  list.append(place);
  const nobody = cell.querySelector(".nobody");
  if (nobody) nobody.hidden = true;
  field.restore = () => {
    place.remove();
    list.hidden = list.children.length === 0;
    if (nobody) nobody.hidden = list.children.length > 0;
    cell.focus({ preventScroll: true });
  };
  field.send = (text, state) => editor.send("POST", `/matrices/${editor.id}/entries`, { ...target(cell), text, state });
  field.item = (text, state) => ({ kind: "add", entry: "", cell: field.key, text, state });
  open(editor, field);
  return field;
}

export function target(cell) {
  const [row, column] = cell.dataset.cell.split("-");
  return { row, column };
}

function makeField(editor, about) {
  const form = document.createElement("form");
  form.className = "entry-editor";
  form.dataset.sends = "often";
  const area = document.createElement("textarea");
  area.name = "text";
  area.maxLength = 20000;
  area.required = true;
  area.setAttribute("aria-label", phrase("entry_in", { place: editor.place(about.cell) }));
  const buttons = document.createElement("div");
  buttons.className = "editor-buttons";
  const decides = editor.rights.has("decide");
  const first = about.id ? "save" : decides ? "add_entry" : "propose_entry";
  buttons.append(button(phrase(first), "button primary", "submit", about.id || !decides ? "" : "accepted"));
  if (!about.id && decides) buttons.append(button(phrase("as_proposal"), "quiet", "submit", "proposed"));
  const cancel = button(phrase("cancel"), "quiet", "button");
  buttons.append(cancel);
  const note = document.createElement("span");
  note.className = "note";
  note.textContent = phrase("enter_saves");
  buttons.append(note);
  form.append(area, buttons);
  return { ...about, form, area, cancel, buttons, busy: false };
}

function button(words, kind, type, state = "") {
  const made = document.createElement("button");
  made.type = type;
  made.className = kind;
  made.textContent = words;
  if (state) made.dataset.state = state;
  return made;
}

function open(editor, field) {
  editor.fields.add(field);
  field.forget = () => {
    editor.fields.delete(field);
    editor.dispatchEvent(new Event("writing"));
  };
  field.close = () => {
    field.forget();
    editor.drafts?.drop(field);
    field.restore();
  };
  field.cancel.addEventListener("click", () => {
    const { cell } = field.form.closest("td").dataset;
    field.close();
    editor.refresh([cell]);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(editor, field, event.submitter?.dataset.state || field.buttons.querySelector("button").dataset.state || "");
  });
  field.area.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      field.form.requestSubmit(field.buttons.querySelector("button"));
    } else if (event.key === "Escape") {
      field.cancel.click();
    }
  });
  field.area.addEventListener("input", () => {
    grow(field.area);
    editor.drafts?.keep(field);
  });
  field.area.focus();
  field.area.setSelectionRange(field.area.value.length, field.area.value.length);
  grow(field.area);
  editor.dispatchEvent(new Event("writing"));
}

async function save(editor, field, state) {
  const words = field.area.value.trim();
  if (field.busy) return;
  if (!words || words === field.original) {
    field.close();
    return;
  }
  field.busy = true;
  const slow = setTimeout(() => field.buttons.setAttribute("aria-busy", "true"), 150);
  const answer = await field.send(words, state);
  clearTimeout(slow);
  field.buttons.removeAttribute("aria-busy");
  field.busy = false;
  if (answer.lost) {
    field.close();
    editor.outbox.keep(field.item(words, state));
    editor.say(phrase("waits"));
  } else if (answer.ok) {
    field.close();
    editor.wrote(answer);
    focusOn(editor.entry(answer.piece.dataset.entry));
  } else if (answer.status === 409 && answer.piece?.matches(".dialog-body")) {
    showInDialog(answer.piece);
  } else {
    complain(field, answer.sentence);
  }
}

function complain(field, sentence) {
  field.form.querySelector(".field-error")?.remove();
  const line = document.createElement("p");
  line.className = "field-error";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  field.buttons.before(line);
  field.area.focus();
}

function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.setProperty("height", "auto");
  area.style.setProperty("height", `${area.scrollHeight}px`);
}
