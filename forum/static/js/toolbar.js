// The marks of a post one does not have to know: buttons and keys over the field, and the preview. Loaded when one writes.

import { parse } from "./pieces.js";
import { phrase } from "./phrases.js";

const TOOLS = [
  ["bold", () => ["**", "**"]],
  ["italic", () => ["*", "*"]],
  ["list", (words) => lines(words, "- ")],
  ["quote", (words) => lines(words, "> ")],
  ["link", (words) => ["[", `](https://)`, words || phrase("link_words")]],
  ["table", () => [`\n| ${phrase("column")} 1 | ${phrase("column")} 2 |\n|---|---|\n| `, " |  |\n"]],
];
const KEYS = { b: "bold", i: "italic", k: "link" };

export function tools(form, field, bar) {
  for (const [name, marks] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = phrase(name);
    button.setAttribute("aria-label", phrase(name));
    button.append(face(name));
    button.addEventListener("click", () => apply(field, marks));
    bar.append(button);
  }
  takeFiles(form);
  if (form.dataset.mentions) suggestOnAt(form, field);
  if (form.dataset.previewUrl) bar.append(previewButton(form, field));
  field.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    apply(field, TOOLS.find(([tool]) => tool === name)[1]);
  });
}

// Files that are chosen, dropped or pasted go up at once; what does that is loaded with the first.
function takeFiles(form) {
  const place = form.querySelector("[data-attach]");
  if (!place) return;
  const take = async (files) => (await import("./attachments.js")).attach(form, place, [...files]);
  const input = place.querySelector("input[type=file]");
  const chosen = () => {
    if (!input.files.length) return;
    const files = [...input.files];
    input.value = "";
    take(files);
  };
  input.addEventListener("change", chosen);
  chosen();
  form.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (!files.length || event.clipboardData.getData("text/plain")) return; // words are pasted as words
    event.preventDefault();
    take(files);
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}

// What suggests names is loaded with the first «@», even where that was typed before this module was there.
function suggestOnAt(form, field) {
  const begin = async () => {
    if (!/@[^@\n]*$/.test(field.value.slice(0, field.selectionStart))) return;
    field.removeEventListener("input", begin);
    (await import("./mentions.js")).suggest(field, form.dataset.mentions);
  };
  field.addEventListener("input", begin);
  begin();
}

function face(name) {
  if (name === "bold") return Object.assign(document.createElement("strong"), { textContent: phrase("bold_letter") });
  if (name === "italic") return Object.assign(document.createElement("em"), { textContent: phrase("italic_letter") });
  return document.createTextNode(name === "quote" ? "« »" : phrase(name));
}

function previewButton(form, field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "push";
  button.textContent = phrase("preview");
  let shown = null;
  button.addEventListener("click", async () => {
    if (shown) {
      shown.remove();
      shown = null;
      field.hidden = false;
      button.textContent = phrase("preview");
      field.focus();
      return;
    }
    const answer = await fetch(form.dataset.previewUrl, {
      method: "POST",
      headers: {
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
      body: new URLSearchParams({ body: field.value }),
    }).catch(() => null);
    if (!answer?.ok) return;
    shown = document.createElement("div");
    shown.className = "preview";
    const piece = parse(await answer.text());
    if (piece) shown.append(piece);
    field.after(shown);
    field.hidden = true;
    button.textContent = phrase("write");
  });
  return button;
}

function apply(field, marks) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end);
  const [before, after, put = words] = marks(words);
  field.focus();
  field.setSelectionRange(start, end);
  // execCommand keeps the browser's own undo.
  if (!document.execCommand("insertText", false, before + put + after)) field.setRangeText(before + put + after, start, end, "end");
  field.setSelectionRange(start + before.length, start + before.length + put.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function lines(words, mark) {
  return ["", "", `${words || ""}`.split("\n").map((line) => mark + line).join("\n")];
}
