// The browser keeps what is typed, not React: people and password managers fill these forms in before the page's scripts are there,
// and that text must not be lost.

/** What stands in a field of a form. */
export function fieldOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}
