// «Llevar a la matriz»: the entries offered are those of the chosen cell; another matrix brings its own rows.

import { onLoad } from "../behaviour.js";
import { toast } from "../toast.js";

onLoad("[data-citation]", (form) => {
  const row = form.querySelector("#citation-row");
  const column = form.querySelector("#citation-column");
  const entry = form.querySelector("[data-citation-entry]");

  function settle() {
    if (entry) {
      for (const group of entry.querySelectorAll("optgroup")) {
        const here = group.dataset.cell === `${row.value}-${column.value}`;
        group.hidden = !here;
        group.disabled = !here;
      }
      if (entry.selectedOptions[0]?.closest("optgroup")?.disabled) entry.value = "";
    }
    for (const part of form.querySelectorAll("[data-citation-new]")) part.hidden = Boolean(entry?.value);
  }
  for (const field of form.querySelectorAll("[data-citation-cell], [data-citation-entry]")) field.addEventListener("change", settle);
  settle();

  form.querySelector("[data-citation-matrix]")?.addEventListener("change", ({ target }) => {
    const asked = new URLSearchParams({ matrix: target.value });
    for (const name of ["quote", "prefix", "suffix", "text"]) {
      const field = form.elements[name];
      if (field) asked.set(name, field.value);
    }
    const address = `${form.dataset.citation}?${asked}`;
    if (window.htmx && form.closest("#dialog-body")) window.htmx.ajax("GET", address, { target: "#dialog-body", swap: "innerHTML" });
    else window.location.assign(address);
  });
});

document.addEventListener("tinkuy:cited", ({ detail }) => {
  document.getElementById("dialog")?.close();
  toast(detail.words, { label: detail.label, run: () => window.location.assign(detail.href) });
});
