// What a browser keeps for us between visits. A browser may refuse to keep anything; the page works without.

export function remembered(key: string): string | null {
  try {
    return window.localStorage.getItem(`speckit.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a value under a key, or forgets it (null). */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(`speckit.${key}`);
    else window.localStorage.setItem(`speckit.${key}`, value);
  } catch {
    // Private windows and full disks: the choice lasts as long as the page.
  }
}
