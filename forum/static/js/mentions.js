// «@nom» suggests whom one may name here: arrows, Enter or Tab, Escape; or a touch. What is chosen stands in the text
// with its number, so that it survives a change of name.

import { fetchPiece } from "./pieces.js";

const BEGUN = /(?:^|[\s(«“"¿¡])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]+){0,3})$/u;
const PAUSE = 120;

export function suggest(field, url) {
  let list = null;
  let asked = null;
  let timer = 0;
  let refused = -1; // where the «@» stands at which one said no

  field.setAttribute("aria-autocomplete", "list");
  field.addEventListener("input", soon);
  field.addEventListener("click", soon);
  field.addEventListener("blur", () => close());
  field.addEventListener("keydown", keys, true); // before what else a key does here
  look();

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  function begun() {
    if (field.selectionStart !== field.selectionEnd) return null;
    return BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
  }

  function start(words) {
    return field.selectionStart - words.length;
  }

  async function look() {
    const words = begun();
    if (words === null || start(words) === refused) return close();
    refused = -1;
    asked = words;
    const fresh = await fetchPiece(`${url}?q=${encodeURIComponent(words)}`);
    if (asked !== words || begun() !== words || document.activeElement !== field) return;
    close();
    if (!fresh?.children.length) return;
    list = fresh;
    list.id = `${field.id}-mentions`;
    field.after(list);
    field.setAttribute("aria-controls", list.id);
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays in the field
    list.addEventListener("click", ({ target }) => choose(target.closest("[role=option]")));
    mark(list.firstElementChild);
  }

  function mark(option) {
    for (const one of list.children) one.setAttribute("aria-selected", one === option);
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function keys(event) {
    if (!list || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const options = [...list.children];
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") mark(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") mark(options.at(at - 1));
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) choose(options[at]);
    else if (event.key === "Escape") {
      refused = start(begun() ?? "");
      close();
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function choose(option) {
    const words = begun();
    if (!option || words === null) return close();
    const end = field.selectionStart;
    field.focus();
    field.setSelectionRange(end - words.length - 1, end);
    const put = `${option.dataset.mark} `;
    if (!document.execCommand("insertText", false, put)) field.setRangeText(put, end - words.length - 1, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function close() {
    list?.remove();
    list = null;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  }
}
