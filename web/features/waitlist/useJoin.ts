"use client";

import { useMutation } from "@tanstack/react-query";
import { answer, openApi, Problem, useAttempt } from "@/lib/api";
import { bodyOf, type WishForm } from "./wishForm";

/** Takes a place at the end of the line. The same wish sent again after a lost answer is one place. */
export function useJoin(eventId: string) {
  const attempt = useAttempt();
  return useMutation({
    mutationFn: async (form: WishForm) => {
      const body = bodyOf(form, eventId);
      const header = { "Idempotency-Key": attempt.keyFor(body) };
      try {
        const joined = await answer(openApi.POST("/v1/waitlist/join", { params: { header }, body }));
        attempt.done();
        return joined;
      } catch (error) {
        if (error instanceof Problem && error.status !== 0) attempt.done();
        throw error;
      }
    },
  });
}
