// What is being written in cells, on the server: kept there as one types, and brought from other devices.

import { Draft } from "../drafts.js";

export function startAfar(editor, sheets, offerDrafts) {
  const versions = new Map(); // of the server's drafts, by their place
  const place = ({ entry, cell }) => (entry ? `entry-${entry}` : `cell-${editor.id}-${cell}`);
  bring();

  return {
    keep(field) {
      field.kept ??= begin(field);
      field.kept.save();
    },
    drop(field) {
      field.kept?.drop();
    },
    discard(draft) {
      if (versions.has(place(draft))) editor.send("DELETE", `/drafts/${place(draft)}`, {});
    },
  };

  function begin(field) {
    const { dataset } = field.form;
    dataset.composer = place({ entry: field.id, cell: field.key });
    dataset.field = "text";
    dataset.draft = versions.get(dataset.composer) ?? 0;
    return new Draft(field.form, () => {
      const at = field.id ? `e${field.id}` : `k${field.key}`;
      sheets.write(sheets.read().map((one) => (one.where === at ? { ...one, afar: true } : one)));
    });
  }

  // What this browser kept of what the server has (`afar`) goes with it: it was published, or let go, elsewhere.
  async function bring() {
    const answer = await fetch(`/matrices/${editor.id}/drafts`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return;
    const { drafts } = await answer.json();
    const there = new Set(drafts.map((draft) => draft.place));
    for (const gone of sheets.read().filter((one) => one.afar && !there.has(place(one)))) {
      editor.table.querySelector(`[data-draft-of="${gone.where}"]`)?.remove();
      sheets.write(sheets.read().filter((one) => one.where !== gone.where));
    }
    for (const draft of drafts) {
      versions.set(draft.place, draft.version);
      const [kind, ...numbers] = draft.place.split("-");
      const entry = kind === "entry" ? numbers[0] : "";
      const cell = entry ? "" : numbers.slice(1).join("-");
      const one = { where: entry ? `e${entry}` : `k${cell}`, entry, cell, version: null, afar: true, text: draft.fields.body ?? "" };
      const [known] = sheets.read().filter(({ where }) => where === one.where);
      if (!one.text || (known && !known.afar)) continue;
      sheets.write([...sheets.read().filter((other) => other.where !== one.where), one]);
      if (known?.text !== one.text) editor.table.querySelector(`[data-draft-of="${one.where}"]`)?.remove();
    }
    offerDrafts();
  }
}
