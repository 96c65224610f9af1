// The desk: keys for who decides, proposals dragged from group to group, what is beside a proposal, and what the other
// facilitators decide meanwhile.
//
//   J K next, before (they are everywhere) · X mark · A accept · N do not take up · U unite · P ask · G group · V see · S next cell · Z undo

import { onLoad } from "./behaviour.js";
import { follow, caughtUp } from "./live.js";
import { renewed } from "./htmx.js";
import { fetchPiece, parse } from "./pieces.js";
import { phrase } from "./phrases.js";
import { toast } from "./toast.js";
import { open } from "./dialog.js";

const page = document.querySelector(".desk-page");
const desk = () => page.querySelector("[data-desk]");
let line = null;
let timer = 0;
let people = [];
let busy = false; // a write is under way, or a proposal is being dragged: the desk is not fetched anew meanwhile
let late = false;

function done() {
  busy = false;
  if (late) gather();
  late = false;
}

// What is written, and the desk as it is then: → whether it was taken.
async function send(action, data, again = false) {
  let answer;
  busy = true;
  try {
    answer = await fetch(action, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
      body: new URLSearchParams(data),
      credentials: "same-origin",
    });
  } catch {
    toast(phrase("failed"));
    return false;
  } finally {
    done();
  }
  if (answer.status === 401 || answer.redirected) return toast(phrase("ended"));
  if (answer.headers.has("X-Stale-Form") && !again && (await renewed())) return send(action, data, true);
  const fresh = parse(await answer.text());
  if (!fresh?.matches("[data-desk]")) {
    toast(fresh?.textContent.trim() || phrase("failed"));
    return false;
  }
  const { said, problem } = fresh.dataset;
  put(fresh, answer.ok);
  if (problem) toast(problem);
  else if (said) toast(said, { label: phrase("undo"), run: undo });
  return answer.ok;
}

async function undo() {
  const { undo: address } = desk().dataset;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    credentials: "same-origin",
  });
  const piece = parse(await answer.text());
  toast((piece?.querySelector("[data-said]") ?? piece)?.textContent.trim() ?? phrase("failed"));
  await refresh();
}

async function refresh() {
  if (busy) {
    late = true;
    return;
  }
  const fresh = await fetchPiece(desk().dataset.here);
  if (busy) late = true;
  else if (fresh?.matches("[data-desk]")) put(fresh, false);
}

// The fresh desk in place of the old: what is marked, written and looked at stays, but for the form that was sent.
function put(fresh, sent) {
  const old = desk();
  const kept = new Map();
  for (const form of old.querySelectorAll("form[data-desk-form]")) {
    const part = form.elements.part?.value;
    if (!part || (sent && form.contains(lastPressed))) continue;
    kept.set(part, {
      words: form.elements.words?.value !== form.elements.words?.defaultValue ? form.elements.words?.value : null,
      reason: form.elements.reason?.value,
      question: form.elements.question?.value,
      open: [...form.querySelectorAll("details")].map((one) => one.open),
    });
  }
  const marks = new Map([...old.querySelectorAll("input[name=entry]")].map((one) => [one.closest("[data-row]").id, one.checked]));
  const before = document.activeElement;
  const item = before?.closest?.("[data-row]");
  const order = [...old.querySelectorAll("[data-row]")].map((one) => one.id);
  const [id, name] = [before?.id, before?.name];
  const side = old.querySelector("[data-desk-drawer]");
  fresh.querySelector("[data-desk-drawer]").replaceWith(side);
  old.replaceWith(fresh);
  for (const [row, checked] of marks) {
    const box = document.getElementById(row)?.querySelector("input[name=entry]");
    if (box) box.checked = checked;
  }
  for (const form of fresh.querySelectorAll("form[data-desk-form]")) {
    const known = kept.get(form.elements.part?.value);
    if (!known) continue;
    if (known.words !== null && form.elements.words) form.elements.words.value = known.words;
    if (known.reason && form.elements.reason) form.elements.reason.value = known.reason;
    if (known.question && form.elements.question) form.elements.question.value = known.question;
    [...form.querySelectorAll("details")].forEach((one, place) => (one.open = known.open[place] ?? false));
  }
  onLoad.run(fresh);
  caughtUp(fresh.dataset.room, fresh.dataset.seq);
  showPeople();
  if (!before || !old.contains(before)) return;
  const same = (id && document.getElementById(id)) || (item && document.getElementById(item.id));
  const target = (same && name && !same.matches(`[name="${name}"]`) && same.querySelector(`[name="${name}"]:not([type=checkbox])`)) || same;
  if (target) return target.focus({ preventScroll: true });
  // What one decided is gone: one goes on with the next that is still there.
  const place = order.indexOf(item?.id);
  const next = order.slice(place + 1).concat(order.slice(0, Math.max(place, 0)).reverse());
  const there = place < 0 ? null : next.map((one) => document.getElementById(one)).find((one) => one?.matches(".desk-item"));
  (there ?? fresh.querySelector(".desk-item") ?? page).focus({ preventScroll: Boolean(there) });
  there?.scrollIntoView({ block: "nearest" });
}

let lastPressed = null;

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-desk-form]")) return;
  event.preventDefault();
  const button = event.submitter;
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  lastPressed = button;
  send(button?.getAttribute("formaction") || form.getAttribute("action"), data).finally(() => delete form.dataset.sent);
});

page.addEventListener("click", (event) => {
  if (event.target.closest("[data-desk-undo]")) {
    event.preventDefault();
    undo();
    return;
  }
  const sees = event.target.closest("[data-sees]");
  if (sees && !event.metaKey && !event.ctrlKey && !event.button) {
    event.preventDefault();
    see(sees.dataset.sees);
    return;
  }
  if (event.target.closest("[data-drawer-close]")) {
    event.preventDefault();
    side().replaceChildren();
    return;
  }
  const declines = event.target.closest("[data-declines]");
  if (declines && !event.metaKey && !event.ctrlKey && !event.button) {
    event.preventDefault();
    decline(declines.closest("[data-row]"));
  }
});

const side = () => page.querySelector("[data-desk-drawer]");

async function see(id, focus = true) {
  const piece = await fetchPiece(`/entries/${id}`);
  if (!piece) return;
  side().replaceChildren(piece);
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
  delete form.dataset.sent;
  if (!answer) return toast(phrase("failed"));
  const piece = parse(await answer.text());
  const said = (answer.ok ? piece?.querySelector("[data-said]") : piece)?.textContent.trim();
  if (said) toast(said);
  const shown = side().querySelector("[data-drawer-entry]")?.dataset.drawerEntry;
  if (answer.ok && shown) see(shown, false);
});

function mark(item, only = false) {
  const form = item.closest("form");
  if (only) for (const box of form.querySelectorAll("input[name=entry]")) box.checked = box.closest("[data-row]") === item;
  count(form);
}

function decline(item) {
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

// Dragged from one list into another: into that group, or out of all.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let library = null;
page.addEventListener("pointerover", async function arm({ target }) {
  if (!target.closest(".desk-item")) return;
  library ??= load(page.dataset.sortable);
  if (!(await library)) return;
  for (const list of page.querySelectorAll("[data-desk-list]")) {
    if (window.Sortable.get(list)) continue;
    window.Sortable.create(list, {
      group: "desk",
      draggable: ".desk-item",
      filter: "a, button, input, label, select, textarea",
      preventOnFilter: false,
      delay: 350,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      animation: calm.matches ? 0 : 120,
      ghostClass: "dragged",
      sort: false,
      onStart: () => (busy = true),
      onEnd: drop,
    });
  }
  page.dataset.drags = "yes";
});

function drop({ item, from, to }) {
  done();
  if (from === to) return;
  const value = item.querySelector("input[name=entry]").value;
  lastPressed = item;
  item.focus({ preventScroll: true });
  send(`${desk().dataset.here}/groupings`, { only: value, to: to.dataset.deskList }).then((taken) => taken || refresh());
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

onLoad("[data-desk]", (root) => {
  if (line) return;
  line = follow(root.dataset.room, root.dataset.seq, {
    event({ cells, entry, name }) {
      if (name.startsWith("matrix.") || (cells ?? []).length) gather();
      const shown = side().querySelector("[data-drawer-entry]")?.dataset.drawerEntry;
      const writing = side().contains(document.activeElement) && document.activeElement.matches("textarea, input");
      if (shown && entry === Number(shown) && !writing) see(shown, false);
    },
    reload: gather,
    online: () => {},
    presence(here) {
      page.dataset.live = "yes";
      people = here;
      showPeople();
    },
    dropped: () => window.dispatchEvent(new CustomEvent("tinkuy:stale")),
  });
  line.place({ cell: root.dataset.cell });
});

function gather() {
  clearTimeout(timer);
  timer = setTimeout(refresh, 120);
}

// Told where one stays, not where one hurries by: a socket may call so often.
let told = "";
let placing = 0;
page.addEventListener("focusin", ({ target }) => {
  clearTimeout(placing);
  placing = setTimeout(() => {
    const at = target.closest("[data-row]")?.dataset.row ?? "";
    if (at === told || !line) return;
    told = at;
    line.place({ cell: desk().dataset.cell, entry: at });
  }, 250);
});

function showPeople() {
  const others = people.filter((one) => !one.me);
  const place = page.querySelector("[data-presence]");
  if (place) {
    const here = others.filter((one) => one.place?.cell === desk().dataset.cell);
    place.textContent = here.length ? `${phrase("here_now")} ${here.map((one) => one.name).join(", ")}` : "";
  }
  const at = new Map(others.filter((one) => one.place?.entry).map((one) => [one.place.entry, one.name]));
  for (const item of page.querySelectorAll(".desk-item")) {
    const name = at.get(item.dataset.row);
    const words = item.querySelector("[data-here]");
    item.classList.toggle("is-watched", Boolean(name));
    words.hidden = !name;
    words.textContent = name ? desk().dataset.watching.replace("{name}", name) : "";
  }
}
