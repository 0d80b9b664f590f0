"use client";

import { useMutation } from "@tanstack/react-query";
import { Problem, useAttempt } from "@/lib/api";

/**
 * A change that has one key per attempt: a double click, or a click after a lost answer, does it once. `sameness` is what tells two
 * inputs apart, where that is not their JSON.
 */
export function useDeed<Input, Output>(
  act: (input: Input, key: string) => Promise<Output>,
  sameness: (input: Input) => unknown = (input) => input,
) {
  const attempt = useAttempt();
  return useMutation({
    mutationFn: async (input: Input) => {
      try {
        const output = await act(input, attempt.keyFor(sameness(input)));
        attempt.done();
        return output;
      } catch (error) {
        if (error instanceof Problem && error.status !== 0) attempt.done();
        throw error;
      }
    },
  });
}
