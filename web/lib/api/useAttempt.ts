"use client";

import { useMemo, useRef } from "react";
import { newKey } from "./key";

export type Attempt = {
  /** The key for what is asked: the same for the same input until `done`, another for another input. */
  keyFor(input: unknown): string;
  /** The attempt has its answer: the next click is a new one. */
  done(): void;
};

/**
 * Idempotency keys of a form or button: a double click, and a click again after a lost answer, is one attempt; changed input, and a
 * click after an answer, is another. Call `done` on success and on every refusal by the server, never when it was unreachable.
 */
export function useAttempt(): Attempt {
  const current = useRef<{ input: string; key: string } | null>(null);
  return useMemo(
    () => ({
      keyFor(input) {
        const text = JSON.stringify(input) ?? "";
        if (current.current?.input !== text) current.current = { input: text, key: newKey() };
        return current.current.key;
      },
      done() {
        current.current = null;
      },
    }),
    [],
  );
}
