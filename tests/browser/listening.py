"""Ears for what runs in a page that should only read."""

from itertools import islice

WATCH = """
window.__ran = new Set();
window.__xss = (n) => (window.__ran.add(n), window.__told(`payload ${n}`));
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.__told(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.__told(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
LOADED_GUNS = r"""() => [...document.querySelectorAll("*")].flatMap((one) => {
  const found = [...one.attributes].filter(({ name, value }) =>
    /^on|^srcdoc$|^style$/i.test(name) ||
    (/href$|src$|action$|^data$/i.test(name) && /^[\s\0-\x20]*(java|vb)script:|^data:/i.test(value)));
  const alien = ["IFRAME", "OBJECT", "EMBED", "BASE", "MARQUEE", "XSS", "APPLET", "FRAMESET"].includes(one.tagName);
  const script = one.tagName === "SCRIPT" && !one.nonce;
  const mine = one.closest("[data-composer]") || one.matches(".selection-bar, .button, .visually-hidden");
  return (found.length && !mine) || alien || script ? [one.outerHTML.slice(0, 160)] : [];
})"""


def batched(things, size):
    """Tuples of `size` things, the last of what is left."""
    rest = iter(things)
    while some := tuple(islice(rest, size)):
        yield some
