import { useSyncExternalStore } from "react";

/** A value outside React that parts of the page watch: for what must also be read and set where there is no component. */
export type Store<T> = {
  get(): T;
  set(next: T): void;
  subscribe(told: () => void): () => void;
};

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const told of watchers) told();
    },
    subscribe(told) {
      watchers.add(told);
      return () => watchers.delete(told);
    },
  };
}

/** Watches a store. `exported` is what the exported page shows, where nothing about the reader is known. */
export function useStore<T>(store: Store<T>, exported: T): T {
  return useSyncExternalStore(store.subscribe, store.get, () => exported);
}
