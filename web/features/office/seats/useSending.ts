"use client";

import { useMutation } from "@tanstack/react-query";
import { useOnce } from "@/lib/api";

/**
 * A change that has one key per attempt: a double click, or a click after a lost answer, does it once. `sameness` is what tells two
 * inputs apart, where that is not their JSON.
 */
export function useSending<Input, Output>(
  act: (input: Input, key: string) => Promise<Output>,
  sameness: (input: Input) => unknown = (input) => input,
) {
  const once = useOnce();
  return useMutation({ mutationFn: (input: Input) => once(sameness(input), (key) => act(input, key)) });
}
