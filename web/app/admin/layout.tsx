import type { Metadata } from "next";
import type { ReactNode } from "react";
import { OfficeShell } from "@/features/office/shell/OfficeShell";

export const metadata: Metadata = { robots: { index: false }, referrer: "no-referrer" };

export default function OfficeLayout({ children }: { children: ReactNode }) {
  return <OfficeShell>{children}</OfficeShell>;
}
