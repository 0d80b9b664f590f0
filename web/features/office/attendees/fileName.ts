/** A file's name that every system takes: letters and figures without accents, joined by hyphens. */
export function fileName(what: string, event: string): string {
  const plain = event
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${[what, plain].filter(Boolean).join("-")}.csv`;
}
