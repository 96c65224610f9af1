// What every page has. Pages that need more name it with `data-module`.

import "./htmx.js";
import "./toast.js";
import "./dialog.js";
import "./menu.js";
import "./password.js";
import "./busy.js";
import "./composer.js";
import "./offline.js";
import "./copy.js";
import { onLoad } from "./behaviour.js";

// Keys by themselves do something outside of fields; what, is loaded when one is pressed first.
document.addEventListener("keydown", async (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !/^[/?jknram]$/.test(event.key)) return;
  if (event.target.closest("input, textarea, select, [data-table]") || localStorage.getItem("keys") === "off") return;
  event.preventDefault();
  (await import("./keys.js")).press(event);
});

// A link may name a post that is not here.
async function seek() {
  const post = /^#aporte-(\d+)$/.exec(window.location.hash)?.[1];
  if (post && !document.getElementById(`aporte-${post}`)) (await import("./elsewhere.js")).follow(post);
}
window.addEventListener("hashchange", seek);
seek();

// The count in the bar changes as it happens; the line for it is opened once the page is there.
if (document.querySelector("[data-bell]")) window.addEventListener("load", () => import("./bell.js"));

// `data-started`: its behaviours are there; before that its links and forms lead to pages of their own.
onLoad("[data-module]", async (element) => {
  await Promise.all(element.dataset.module.split(" ").map((name) => import(`./${name}.js`)));
  element.dataset.started = "";
});
