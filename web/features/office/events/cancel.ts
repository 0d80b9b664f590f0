/** Whether what was typed is the event's name; case and spaces at its ends or doubled do not matter. */
export function sameName(typed: string, name: string): boolean {
  return plain(typed) !== "" && plain(typed) === plain(name);
}

function plain(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
