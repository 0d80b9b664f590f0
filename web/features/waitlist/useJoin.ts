"use client";

import { useMutation } from "@tanstack/react-query";
import { answer, openApi, useOnce } from "@/lib/api";
import { bodyOf, type WishForm } from "./wishForm";

/** Takes a place at the end of the line. The same wish sent again after a lost answer is one place. */
export function useJoin(eventId: string) {
  const once = useOnce();
  return useMutation({
    mutationFn: (form: WishForm) => {
      const body = bodyOf(form, eventId);
      return once(body, (key) =>
        answer(openApi.POST("/v1/waitlist/join", { params: { header: { "Idempotency-Key": key } }, body })),
      );
    },
  });
}
