// One matrix on a page: finding its cells and entries, sending what is written, putting in what comes back.
//
// What others and oneself did comes as the same pieces; a field that is being written in is never touched by them.

import { renewed } from "../htmx.js";
import { phrase } from "../phrases.js";
import { parse } from "../pieces.js";
import { toast } from "../toast.js";

export class Editor extends EventTarget {
  constructor(frame) {
    super();
    this.frame = frame;
    this.id = frame.dataset.matrix;
    this.seq = Number(frame.dataset.seq);
    this.query = frame.dataset.query;
    this.rights = new Set(frame.dataset.rights.split(" "));
    this.person = document.documentElement.dataset.person || "";
    this.wroteAt = -Infinity;
    this.shownAt = new Map(); // cell → the room's number it is shown as of, where that is later than the table's
    this.status = document.querySelector("[data-said]");
  }

  get table() {
    return this.frame.querySelector("[data-table]");
  }

  cell(key) {
    return document.getElementById(`k${key}`);
  }

  entry(id) {
    return document.getElementById(`e${id}`);
  }

  // «Municipio × Propuestas»
  place(cell) {
    const row = cell.parentElement.querySelector(".row-label")?.textContent ?? "";
    return `${row} × ${cell.querySelector(".cell-label")?.textContent ?? ""}`;
  }

  // Whether one writes in this cell's row: where the matrix is limited to actors, in those of one's own.
  mayIn(cell) {
    return !this.rights.has("limited") || Boolean(cell?.closest("tr")?.hasAttribute("data-mine"));
  }

  may(entry) {
    if (!this.mayIn(entry)) return false;
    return this.rights.has("decide") || (entry.hasAttribute("data-mine") && entry.classList.contains("proposed"));
  }

  say(words) {
    if (!this.status) return;
    this.status.textContent = "";
    requestAnimationFrame(() => (this.status.textContent = words));
  }

  address(path, extra = "") {
    const query = [this.query, extra].filter(Boolean).join("&");
    return query ? `${path}?${query}` : path;
  }

  // → { ok, status, piece, sentence } or { lost: true } where the line is down.
  async send(method, path, data, again = false) {
    const { seq } = this;
    let answer;
    let html;
    try {
      answer = await fetch(this.address(path), {
        method,
        headers: {
          "HX-Request": "true",
          "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
        },
        body: new URLSearchParams(data),
        credentials: "same-origin",
      });
      html = await answer.text();
    } catch {
      return { lost: true, seq };
    }
    if (answer.status === 401 || answer.redirected) return { ok: false, status: 401, sentence: phrase("ended") };
    if (answer.headers.has("X-Stale-Form") && !again && (await renewed())) return this.send(method, path, data, true);
    const piece = parse(html);
    return { ok: answer.ok, status: answer.status, piece, html, sentence: answer.ok ? "" : sentenceOf(piece) };
  }

  // After a write of one's own: the cells, the sentence, and the way back (that of an undoing or a redoing is told).
  wrote(answer, back = "") {
    this.wroteAt = performance.now();
    this.put(answer.piece);
    const redoing = document.querySelector("[data-redo]");
    if (redoing) redoing.hidden = !back;
    const said = answer.piece?.querySelector("[data-said]")?.textContent;
    if (!said) return;
    toast(said, this.rights.has("undo") ? { label: phrase(back || "undo"), run: () => this.turn(back || "undo") } : null);
  }

  // Take back one's last step ("undo"), or do again what one took back ("redo").
  async turn(what) {
    const answer = await this.send("POST", `/matrices/${this.id}/${what}`, {});
    if (answer.lost) return toast(phrase("failed"));
    if (!answer.ok) return toast(answer.sentence);
    this.wrote(answer, what === "undo" ? "redo" : "undo");
  }

  // Fetch cells anew; false where the line is down.
  async refresh(keys, since = null) {
    const wanted = keys.filter((key) => this.cell(key));
    if (!wanted.length && keys.length) return this.reload();
    const extra = `of=${wanted.join(",")}${since === null ? "" : `&since=${since}`}`;
    let answer;
    try {
      answer = await fetch(this.address(`/matrices/${this.id}/cells`, extra), { headers: { "HX-Request": "true" } });
    } catch {
      return false;
    }
    if (answer.status === 404) return this.reload();
    if (!answer.ok) return false;
    this.put(parse(await answer.text()));
    return true;
  }

  async reload() {
    let answer;
    try {
      answer = await fetch(this.address(`/matrices/${this.id}/table`), { headers: { "HX-Request": "true" } });
    } catch {
      return false;
    }
    if (!answer.ok) return false;
    const fresh = parse(await answer.text());
    if (!fresh?.matches("[data-table]")) return false;
    const seq = Number(fresh.dataset.seq);
    if (seq < Number(this.table.dataset.seq)) return true; // it came late: a later one is shown
    const later = [...this.shownAt].filter(([, at]) => at > seq);
    this.dispatchEvent(new Event("before-reload"));
    this.table.replaceWith(fresh);
    this.seq = Math.max(this.seq, seq);
    this.shownAt.clear();
    this.dispatchEvent(new Event("reloaded"));
    const keys = later.map(([key]) => key).filter((key) => this.cell(key));
    return keys.length ? this.refresh(keys) : true;
  }

  // Answers may come in another order than they were asked for: what is of a later number stays.
  isLater(key, seq) {
    return (this.shownAt.get(key) ?? Number(this.table.dataset.seq)) > seq;
  }

  put(update) {
    if (!update?.matches("[data-update]")) return;
    if ("reload" in update.dataset) {
      this.reload();
      return;
    }
    const changed = [];
    const seq = Number(update.dataset.seq);
    for (const fresh of update.querySelectorAll("td[data-cell]")) {
      const old = this.cell(fresh.dataset.cell);
      if (!old || this.isLater(fresh.dataset.cell, seq)) continue;
      this.shownAt.set(fresh.dataset.cell, seq);
      syncCell(old, fresh);
      changed.push(old);
    }
    for (const fresh of update.querySelectorAll("[data-counts]")) {
      const { counts } = fresh.dataset;
      if (this.isLater(`${counts}-`, seq)) continue;
      this.shownAt.set(`${counts}-`, seq);
      this.table.querySelector(`[data-counts="${counts}"]`)?.replaceWith(fresh);
    }
    const tally = update.querySelector("[data-tally]");
    if (tally && !this.isLater("tally", seq)) {
      this.shownAt.set("tally", seq);
      document.querySelector(".matrix-head [data-tally]")?.replaceWith(tally);
    }
    this.dispatchEvent(new CustomEvent("changed", { detail: { cells: changed } }));
  }
}

// Bring a cell to what it is now, node by node: what is focused stays focused, what is being written stays written.
function syncCell(old, fresh) {
  const list = old.querySelector("[data-entries]");
  const freshList = fresh.querySelector("[data-entries]");
  const focused = document.activeElement?.closest?.("li[id]")?.id;
  const wanted = new Set([...freshList.children].map((entry) => entry.id));
  for (const entry of [...list.children]) {
    if (!wanted.has(entry.id) && !isLocal(entry)) entry.remove();
  }
  let next = list.firstElementChild;
  for (const entry of [...freshList.children]) {
    const known = [...list.children].find((one) => one.id === entry.id);
    if (known?.classList.contains("editing")) {
      if (next === known) next = known.nextElementSibling;
      continue;
    }
    if (known && known === next) next = next.nextElementSibling;
    if (known && sameAs(known, entry)) {
      if (known.nextElementSibling !== next) list.insertBefore(known, next);
      continue;
    }
    if (known) {
      if (known.classList.contains("open")) entry.classList.add("open");
      known.remove();
    }
    const elsewhere = document.getElementById(entry.id);
    if (elsewhere?.classList.contains("editing")) {
      carryField(elsewhere, list, next);
      continue;
    }
    elsewhere?.remove();
    list.insertBefore(entry, next);
    if (entry.id === focused) {
      entry.tabIndex = -1;
      entry.focus({ preventScroll: true });
    }
  }
  list.hidden = list.children.length === 0;
  old.querySelector(".cell-name").replaceWith(fresh.querySelector(".cell-name"));
  old.querySelector(".nobody")?.remove();
  const nobody = fresh.querySelector(".nobody");
  if (nobody && list.children.length === 0) list.after(nobody);
}

// Somebody moved the entry that is being written here: the field goes along.
function carryField(entry, list, next) {
  const had = entry.contains(document.activeElement);
  list.insertBefore(entry, next);
  if (had) entry.querySelector("textarea").focus({ preventScroll: true });
}

// A field or a text that waits to be sent: the server does not know of it.
const isLocal = (entry) => entry.classList.contains("editing") || entry.classList.contains("waiting");

function sameAs(known, fresh) {
  return known.dataset.v === fresh.dataset.v && known.textContent === fresh.textContent && !fresh.querySelector("[data-arrival]");
}

export function sentenceOf(piece) {
  const line = piece?.querySelector?.(".field-error, .error-summary, p") ?? piece;
  return line?.textContent.trim().replace(/\s+/g, " ") || phrase("failed");
}
