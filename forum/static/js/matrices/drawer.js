// The drawer: where an entry comes from, beside the matrix. On a phone the link opens a page of its own.

import { onLoad } from "../behaviour.js";
import { fetchPiece } from "../pieces.js";

// What somebody is writing in a panel that comes anew, but for what is being sent: gives the function that puts it back.
export function typedIn(panel) {
  const fields = [...panel.querySelectorAll("textarea[id]")].filter((one) => one.value !== one.defaultValue && !one.form?.dataset.sent);
  const known = fields.map(({ id, value, selectionStart, selectionEnd }) => ({ id, value, range: [selectionStart, selectionEnd] }));
  const at = panel.contains(document.activeElement) ? document.activeElement.id : "";
  return () => {
    for (const { id, value, range } of known) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
      if (id === at) field.setSelectionRange(...range);
    }
    if (at) document.getElementById(at)?.focus({ preventScroll: true });
  };
}

export function startDrawer(editor) {
  const drawer = editor.frame.querySelector("[data-drawer]");
  let shown = drawer.querySelector("[data-drawer-entry]")?.dataset.drawerEntry ?? null;
  const narrow = window.matchMedia("(max-width: 599px)");

  editor.openDrawer = async (id, focus = true) => {
    const piece = await fetchPiece(`/entries/${id}`);
    if (!piece) return close();
    const wide = drawer.querySelector("details[open]") !== null && shown === String(id);
    const typed = shown === String(id) ? typedIn(drawer) : null;
    shown = String(id);
    drawer.replaceChildren(piece);
    typed?.();
    if (wide) drawer.querySelector("details")?.setAttribute("open", "");
    drawer.hidden = false;
    editor.frame.classList.add("has-drawer");
    mark();
    onLoad.run(piece);
    remember();
    if (focus) {
      drawer.scrollTop = 0;
      drawer.querySelector(".drawer-words").focus({ preventScroll: true });
    }
  };
  editor.closeDrawer = close;
  editor.isDrawerOpen = () => shown !== null;

  function close() {
    const entry = editor.entry(shown);
    const had = drawer.contains(document.activeElement);
    shown = null;
    drawer.hidden = true;
    drawer.replaceChildren();
    editor.frame.classList.remove("has-drawer");
    mark();
    remember();
    if (had && entry) {
      entry.tabIndex = -1;
      entry.focus();
    }
  }

  function mark() {
    for (const one of editor.frame.querySelectorAll("li.open")) one.classList.remove("open");
    if (shown) editor.entry(shown)?.classList.add("open");
  }

  // So that loading the page again shows the same.
  function remember() {
    const address = new URL(window.location);
    if (shown) address.searchParams.set("entry", shown);
    else address.searchParams.delete("entry");
    address.hash = "";
    window.history.replaceState(null, "", address);
  }

  editor.frame.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.button) return;
    if (event.target.closest("[data-drawer-close]")) {
      event.preventDefault();
      close();
      return;
    }
    const link = event.target.closest('a[href^="/entries/"]');
    if (!link || narrow.matches || link.closest("dialog") || !/^\/entries\/\d+$/.test(link.getAttribute("href"))) return;
    event.preventDefault();
    editor.openDrawer(link.getAttribute("href").split("/").pop());
  });
  drawer.addEventListener("tinkuy:taken", ({ target }) => target.reset(), true);
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });

  editor.addEventListener("written", ({ detail }) => {
    if (!shown) return;
    if (detail.removes) close();
    else editor.openDrawer(shown, false);
  });
  editor.addEventListener("told", ({ detail }) => {
    if (shown && detail.entries.has(Number(shown))) editor.openDrawer(shown, false);
  });
  editor.addEventListener("changed", mark);
  editor.addEventListener("reloaded", mark);
}
