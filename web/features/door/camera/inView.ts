const gone = 3000; // milliseconds out of sight after which a code counts as shown anew

/** Tells whether a code came into view just now. A ticket that is held before the camera for a while was scanned once. */
export function createView(): (text: string, now: number) => boolean {
  const seen = new Map<string, number>();
  return (text, now) => {
    for (const [other, at] of seen) if (now - at >= gone) seen.delete(other);
    const isNew = !seen.has(text);
    seen.set(text, now);
    return isNew;
  };
}
