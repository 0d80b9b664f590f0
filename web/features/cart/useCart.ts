"use client";

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api";
import { useSession } from "@/lib/session";

/** Under this key the cart is kept; whoever changes it sets or invalidates it. */
export const cartKey = ["cart"] as const;

/** The visitor's cart. Not asked for while the visitor is nobody: they have none, and looking must not make a guest. */
export function useCart() {
  const { kind } = useSession();
  return useQuery({
    queryKey: cartKey,
    queryFn: ({ signal }) => answer(api.GET("/cart", { signal })),
    enabled: kind === "guest" || kind === "user",
  });
}
