const own = ["/signin", "/register", "/reset", "/reset-password", "/verify", "/verify-email"];

/** An address on this site, with its query, or null: a link must not lead strangers elsewhere after they signed in. */
export function safePath(address: string | null | undefined, origin: string): string | null {
  if (!address || !URL.canParse(address, origin)) return null;
  const url = new URL(address, origin);
  if (url.origin !== origin || own.includes(url.pathname)) return null;
  return url.pathname + url.search + url.hash;
}

type Entries = { entries(): { url: string | null }[]; currentEntry: { index: number } | null };

/** Where the visitor came from: what `?next=` says, else the last page of ours before this one, else the list of events. */
export function cameFrom(page: Window = window): string {
  const { origin, search } = page.location;
  const wanted = safePath(new URLSearchParams(search).get("next"), origin);
  return wanted ?? lastPage(page, origin) ?? safePath(page.document.referrer, origin) ?? "/";
}

function lastPage(page: Window, origin: string): string | null {
  const history = (page as Window & { navigation?: Entries }).navigation; // not in every browser
  const before = history?.entries().slice(0, history.currentEntry?.index ?? 0) ?? [];
  for (const entry of before.reverse()) {
    const path = safePath(entry.url, origin);
    if (path !== null) return path;
  }
  return null;
}
