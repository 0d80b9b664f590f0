"use client";

import { useSearchParams } from "next/navigation";
import { PlacePage } from "@/features/waitlist/PlacePage";
import { usePathId } from "@/lib/path";

export function PlaceScreen() {
  const entryId = usePathId(1);
  const secret = useSearchParams().get("secret");
  return <PlacePage entryId={entryId} secret={secret} />;
}
