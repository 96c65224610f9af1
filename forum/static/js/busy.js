// A button that was pressed keeps its width and says what it does; a second press sends nothing twice.

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method === "dialog" || form.dataset.sends === "often") return;
  form.dataset.sent = "1";
  const words = button?.textContent;
  const timer = setTimeout(() => {
    if (!button?.dataset.busy) return;
    button.style.setProperty("min-width", `${button.offsetWidth}px`);
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-disabled", "true");
  }, 150);
  const done = () => {
    clearTimeout(timer);
    delete form.dataset.sent;
    if (button?.dataset.busy) {
      button.textContent = words;
      button.removeAttribute("aria-disabled");
    }
  };
  form.addEventListener("htmx:afterRequest", done, { once: true });
  window.addEventListener("pageshow", (shown) => shown.persisted && done(), { once: true });
  setTimeout(done, 20_000);
}, true);
