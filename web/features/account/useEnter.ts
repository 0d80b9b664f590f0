"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/Toast";
import { resumeSession } from "@/lib/session/session";
import { cameFrom } from "./comeFrom";

/** Signs in or registers by `work`, says so, and goes back to where the visitor came from. */
export function useEnter(): (work: () => Promise<void>, said: string) => Promise<void> {
  const router = useRouter();
  return async (work, said) => {
    const back = cameFrom();
    // A guest's token may be over, or not here yet; it has to go along, or the cart would stay behind.
    await resumeSession();
    await work();
    toast(said);
    router.replace(back);
  };
}
