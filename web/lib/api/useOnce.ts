"use client";

import { useCallback } from "react";
import { Problem } from "./problem";
import { useAttempt } from "./useAttempt";

/**
 * Sends a deed with an idempotency key: the same deed again, after a double click or a lost answer, is the same; after an answer it is
 * a new one.
 */
export function useOnce() {
  const attempt = useAttempt();
  return useCallback(
    async <T>(input: unknown, work: (key: string) => Promise<T>): Promise<T> => {
      try {
        const done = await work(attempt.keyFor(input));
        attempt.done();
        return done;
      } catch (error) {
        if (isAnswered(error)) attempt.done();
        throw error;
      }
    },
    [attempt],
  );
}

// A lost answer, and one that is not there yet, leave open what was done.
function isAnswered(error: unknown): boolean {
  return error instanceof Problem && error.status !== 0 && error.status < 500 && error.code !== "request_in_progress";
}
