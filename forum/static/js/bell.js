// How many notifications wait to be read: told by the socket, asked for where the line was away.

import { isOnline, open } from "./live.js";

const LATE = 5000; // milliseconds after which the page may show an old count when its line comes
const place = document.querySelector("[data-bell-count]");
let away = false;

function show(count) {
  place.textContent = count || "";
}

window.addEventListener("tinkuy:bell", ({ detail }) => show(detail.unread));
window.addEventListener("tinkuy:offline", () => (away = true));
window.addEventListener("tinkuy:online", online);
window.addEventListener("pageshow", ({ persisted }) => persisted && ask());

// `data-live`: from here on the count follows by itself.
function online() {
  if (away || performance.now() > LATE) ask();
  place.dataset.live = "";
}

async function ask() {
  away = false;
  const answer = await fetch("/notifications/count", { credentials: "same-origin" }).catch(() => null);
  if (answer?.ok) show((await answer.json()).unread);
}

// A page that follows no room has no socket yet; a person who spares their line goes without.
if (isOnline()) online();
else if (window.io) open();
else if (!navigator.connection?.saveData) {
  const script = document.createElement("script");
  script.nonce = document.querySelector("script[nonce]").nonce; // as all that the page itself asks for
  script.src = new URL("../vendor/socket.io.min.js", import.meta.url);
  script.addEventListener("load", open);
  document.head.append(script);
}
