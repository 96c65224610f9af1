// A piece of a page through its ordinary address: the same partial that the page was first made of.

export async function fetchPiece(address) {
  let answer;
  try {
    answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  } catch {
    return null; // the line is down: what was missed is asked for when it is back
  }
  if (!answer.ok) return null;
  return parse(await answer.text());
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}
