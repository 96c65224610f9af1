// Marking, and the keys of who decides; what is marked says what a union keeps and who will read a reason.

import { onLoad } from "../behaviour.js";
import { open } from "../dialog.js";
import { phrase } from "../phrases.js";
import { see } from "./panel.js";
import { desk, page, undo } from "./table.js";

function mark(item, only = false) {
  const form = item.closest("form");
  if (only) for (const box of form.querySelectorAll("input[name=entry]")) box.checked = box.closest("[data-row]") === item;
  count(form);
}

export function decline(item) {
  mark(item, true);
  const panel = item.closest("form").querySelector("[data-decline]");
  panel.open = true;
  panel.querySelector("input, textarea").focus();
  panel.scrollIntoView({ block: "nearest" });
}

// «Conserva 4 fuentes, 3 personas…», «Leerá el motivo Isidro…»: of what is marked.
function count(form) {
  const words = desk().dataset;
  const items = [...form.querySelectorAll("input[name=entry]:checked")].map((box) => box.closest("[data-row]"));
  const sources = items.reduce((sum, one) => sum + Number(one.dataset.sourcesCount), 0);
  const names = [...new Set(items.flatMap((one) => one.dataset.people.split("|")).filter(Boolean))];
  const keeps = form.querySelector("[data-keeps]");
  if (keeps && items.length) {
    keeps.textContent = words.keeps
      .replace("{sources}", sources === 0 ? words.noSource : sources === 1 ? words.oneSource : words.sources.replace("{n}", sources))
      .replace("{authors}", names.length === 1 ? words.oneAuthor : words.authors.replace("{n}", names.length));
  }
  const readers = form.querySelector("[data-readers]");
  if (!readers || !names.length) return;
  const shown = names.length > 3 ? [...names.slice(0, 2), phrase("and_more", { n: names.length - 2 }, names.length - 2)] : names;
  const listed = shown.length > 1 && names.length <= 3 ? `${shown.slice(0, -1).join(", ")} ${words.and} ${shown.at(-1)}` : shown.join(", ");
  readers.textContent = words.readers.replace("{names}", listed);
}

onLoad("form[data-desk-form]", (form) => {
  if (!form.querySelector("[data-row]")) return;
  count(form);
  form.addEventListener("change", ({ target }) => target.name === "entry" && count(form));
});

// Before the keys that all pages have.
document.addEventListener("keydown", keyed, true);

function keyed(event) {
  if (document.querySelector("dialog[open]") || event.target.closest(".site-head")) return;
  const item = event.target.closest("[data-row]");
  const form = event.target.closest("form[data-desk-form]");
  if (event.target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])")) {
    if (event.key === "Escape") (form?.querySelector("[data-row]") ?? page).focus();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const box = event.target.closest("[data-merge], .desk-panel") ?? form;
      box?.querySelector("button")?.click();
    }
    return;
  }
  if (event.key === "Escape" && event.target.closest(".desk-panel, [data-desk-drawer]")) {
    (form?.querySelector("[data-row]") ?? page.querySelector(".desk-item") ?? page).focus();
    return;
  }
  if (event.key === "Enter" && event.target.matches("[type=radio]")) {
    event.preventDefault();
    event.target.closest(".desk-panel").querySelector("button").click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
  const does = {
    s: () => page.querySelector("[data-next-cell]")?.click(),
    z: undo,
    "?": () => open(document.getElementById("desk-keys")),
    x: item && (() => item.querySelector("input[name=entry]").click()),
    a: item && (() => item.querySelector("[data-accepts]").click()),
    n: item && (() => decline(item)),
    u: form && (() => focusIn(form, "[data-merge]", "[data-wording]")),
    p: item && (() => ask(item)),
    g: form && (() => focusIn(form, "[data-regroup]", "[data-to]")),
    v: item && (() => see(item.dataset.row)),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  event.stopPropagation();
  does();
}

function focusIn(form, panel, selector) {
  const place = form.querySelector(panel);
  if (place?.matches("details")) place.open = true;
  const field = place?.querySelector(selector);
  field?.focus();
  field?.select?.();
}

function ask(item) {
  const form = item.closest("form");
  if (!item.querySelector("input[name=entry]").checked) mark(item, true);
  const panel = form.querySelector("[data-ask]");
  panel.open = true;
  panel.querySelector("textarea").focus();
}
