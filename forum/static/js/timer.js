// A clock that counts down before a room. It goes on through a page that is loaded again.

import { onLoad } from "./behaviour.js";

onLoad("[data-timer]", (box) => {
  const clock = box.querySelector("[data-clock]");
  const over = box.querySelector("[data-over]");
  const minutes = box.querySelector("[data-minutes]");
  const toggle = box.querySelector("[data-toggle]");
  const reset = box.querySelector("[data-reset]");
  const name = `timer:${box.dataset.timer}`;
  // `ends`: when it will be over, while it runs; `left`: milliseconds, while it waits.
  let state = JSON.parse(sessionStorage.getItem(name) || "null") || { ends: 0, left: null, minutes: 5 };
  minutes.value = state.minutes;
  box.hidden = false;
  const whole = () => state.minutes * 60_000;
  setInterval(draw, 250);
  draw();

  function draw() {
    const left = state.ends ? Math.max(0, state.ends - Date.now()) : (state.left ?? whole());
    const seconds = Math.ceil(left / 1000);
    const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (clock.textContent !== words) clock.textContent = words;
    const ended = left === 0;
    box.toggleAttribute("data-ended", ended);
    const said = ended ? reset.dataset.done : "";
    if (over.textContent !== said) over.textContent = said;
    const label = ended || (!state.ends && state.left === null) ? "start" : state.ends ? "pause" : "resume";
    if (toggle.textContent !== toggle.dataset[label]) toggle.textContent = toggle.dataset[label];
  }

  function keep(changed) {
    state = { ...state, ...changed };
    sessionStorage.setItem(name, JSON.stringify(state));
    draw();
  }

  function press() {
    const left = state.ends ? Math.max(0, state.ends - Date.now()) : (state.left ?? whole());
    if (state.ends && left) keep({ ends: 0, left });
    else keep({ ends: Date.now() + (left || whole()), left: null });
  }

  toggle.addEventListener("click", press);
  reset.addEventListener("click", () => keep({ ends: 0, left: null }));
  minutes.addEventListener("change", () => {
    const typed = Math.min(180, Math.max(1, Math.round(Number(minutes.value)) || 5));
    minutes.value = typed;
    keep({ minutes: typed, ends: 0, left: null });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[pP]$/.test(event.key) || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    press();
  });
});
