import type { ReactNode } from "react";
import { ShopShell } from "@/components/shell/ShopShell";
import { CartButton } from "@/features/cart/CartButton";

export default function ShopLayout({ children }: { children: ReactNode }) {
  return <ShopShell cart={<CartButton />}>{children}</ShopShell>;
}
