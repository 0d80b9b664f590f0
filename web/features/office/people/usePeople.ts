"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, page, type Schemas } from "@/lib/api";
import type { Role } from "@/lib/session";

export type Person = Schemas["IdentityUser"];

/** Accounts by a part of their address. */
export function usePeople(q: string, cursor: string | undefined) {
  return useQuery({
    queryKey: ["office", "people", q, cursor],
    queryFn: ({ signal }) => {
      const query = { ...(q && { q }), ...(cursor ? { cursor } : {}) };
      return page(api.GET("/admin/users", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}

/** Gives an account another role, and looks at the list again. */
export function useSetRole() {
  const queries = useQueryClient();
  return async (person: Person, role: Role): Promise<void> => {
    await answer(api.PATCH("/admin/users/{id}/role", { params: { path: { id: person.userId } }, body: { role } }));
    await queries.invalidateQueries({ queryKey: ["office", "people"] });
  };
}
