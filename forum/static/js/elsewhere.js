// A link to a post that is not on this page (any more): it was split off, moved, or stands on another page by now.

import { fetchPiece } from "./pieces.js";

const AGAIN = 10_000; // ms in which being sent back to the same post means that nothing is found there either

export async function follow(number) {
  const [before, at] = (sessionStorage.getItem("tinkuy:sought") ?? "").split(" ");
  if (before === number && Date.now() - Number(at) < AGAIN) return;
  if (!(await fetchPiece(`/posts/${number}`))) return;
  sessionStorage.setItem("tinkuy:sought", `${number} ${Date.now()}`);
  window.location.replace(`/posts/${number}`);
}
