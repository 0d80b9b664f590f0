/** A value with the way to it and back. */
export type History<T> = { past: readonly T[]; now: T; future: readonly T[]; key: string | null };

const longest = 100; // steps that are remembered

export function newHistory<T>(now: T): History<T> {
  return { past: [], now, future: [], key: null };
}

/** Goes on to a value. Steps in a row with the same key, as letters typed into one field, are one step; the same value is none. */
export function record<T>(history: History<T>, next: T, key: string | null = null): History<T> {
  if (Object.is(next, history.now)) return history;
  if (key !== null && key === history.key) return { ...history, now: next, future: [] };
  return { past: [...history.past, history.now].slice(-longest), now: next, future: [], key };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], key: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.now], now: after, future, key: null };
}
