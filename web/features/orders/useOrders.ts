"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { answer, api, openApi, page } from "@/lib/api";
import { useSession } from "@/lib/session";

/** The visitor's orders, newest first. Not asked for while the visitor is nobody: they have none, and looking must not make a guest. */
export function useOrders(cursor: string | undefined) {
  const { kind } = useSession();
  return useQuery({
    queryKey: ["orders", cursor],
    queryFn: ({ signal }) =>
      page(api.GET("/orders", { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } }, signal })),
    enabled: kind === "guest" || kind === "user",
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}

/** Has the links of an address's orders mailed to it. The answer does not tell whether there are any. */
export function useLookup() {
  return useMutation({
    mutationFn: async (email: string) => {
      await answer(openApi.POST("/orders/lookup", { body: { email } }));
      return email;
    },
  });
}
