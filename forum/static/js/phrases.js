// The page's own words, in its language: `phrase("new_posts", { n: 3 }, 3)` takes the plural by the last number.

let phrases = null;

export function phrase(key, values = {}, count = null) {
  phrases ??= JSON.parse(document.getElementById("phrases")?.textContent || "{}");
  let words = phrases[key] ?? key;
  if (Array.isArray(words)) words = words[count === 1 ? 0 : 1];
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}
