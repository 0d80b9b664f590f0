/** What the server wrote into the page as it served it, so that the page need not ask; undefined where it wrote none. */
export function firstData(): unknown {
  const text = typeof document === "undefined" ? null : document.getElementById("first-data")?.textContent;
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // asking is always possible
  }
}
