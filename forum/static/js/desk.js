// The desk: keys for who decides, proposals dragged from group to group, what is beside a proposal, and what the other
// facilitators decide meanwhile.
//
//   J K next, before (they are everywhere) · X mark · A accept · N do not take up · U unite · P ask · G group · V see · S next cell · Z undo

import "./desk/company.js";
import "./desk/dragging.js";
import { decline } from "./desk/keys.js";
import { see, side } from "./desk/panel.js";
import { page, pressed, send, undo } from "./desk/table.js";

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-desk-form]")) return;
  event.preventDefault();
  const button = event.submitter;
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  pressed(button);
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
