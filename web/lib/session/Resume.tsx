"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { resumeAfterOtherTab, resumeSession } from "./session";
import { useSession } from "./useSession";

/** Resumes the session of an earlier visit, follows sign-in and sign-out in other tabs, and drops what was read as somebody else. */
export function ResumeSession() {
  useEffect(() => {
    void resumeSession();
    const follow = (event: StorageEvent) => {
      if (event.key === "speckit.session" && event.newValue !== event.oldValue) void resumeAfterOtherTab();
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);

  const session = useSession();
  const queries = useQueryClient();
  const who = session.kind === "user" ? session.customerId : session.kind === "unknown" ? null : "visitor";
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (before.current !== null && who !== null && before.current !== who) void queries.resetQueries();
    if (who !== null) before.current = who;
  }, [who, queries]);
  return null;
}
