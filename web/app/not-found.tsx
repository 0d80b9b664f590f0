import type { Metadata } from "next";
import { NotFound } from "@/components/shell/NotFound";
import { ShopShell } from "@/components/shell/ShopShell";

export const metadata: Metadata = { title: "Not found", robots: { index: false } };

export default function Missing() {
  return (
    <ShopShell>
      <NotFound />
    </ShopShell>
  );
}
