"use client";

import { EditEvent } from "@/features/office/events/EditEvent";
import { usePathId } from "@/lib/path";

export function EditScreen() {
  return <EditEvent id={usePathId(2)} />;
}
