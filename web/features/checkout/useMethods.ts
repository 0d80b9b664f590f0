"use client";

import { useQuery } from "@tanstack/react-query";
import { answer, openApi } from "@/lib/api";

/** How one can pay here. It does not change while somebody is at the till. */
export function useMethods(wanted: boolean) {
  return useQuery({
    queryKey: ["payment-methods"],
    queryFn: ({ signal }) => answer(openApi.GET("/payments/methods", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
  });
}
