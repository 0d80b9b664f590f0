"use client";

import { SeatsPage } from "@/features/office/seats/SeatsPage";
import { usePathId } from "@/lib/path";

export function SeatsScreen() {
  return <SeatsPage id={usePathId(2)} />;
}
