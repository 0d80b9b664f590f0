"use client";

import { ShoppingCart } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type MouseEvent, useState } from "react";
import { buttonClass } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { useCart } from "./useCart";

// Most visits never open it: its code and texts come when it is first wanted.
const CartDrawer = dynamic(() => import("./CartDrawer"), { ssr: false });

/** The number of seats in the cart; opens it beside the page. Without seats, and in a new tab, it leads to the checkout. */
export function CartButton() {
  const texts = useTexts(common);
  const seats = useCart().data?.items.length ?? 0;
  const path = usePathname();
  const [open, setOpen] = useState<boolean | null>(null); // null: not wanted so far
  const show = (event: MouseEvent) => {
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (seats === 0 || elsewhere || path === "/checkout") return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      <Link
        href="/checkout"
        prefetch={false}
        aria-label={texts.cart.count(seats)}
        onClick={show}
        className={buttonClass({ kind: "quiet", size: "icon" }, "relative")}
      >
        <ShoppingCart aria-hidden className="size-6" />
        {seats > 0 && (
          <span
            aria-hidden
            className="absolute top-0.5 right-0 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-semibold text-on-accent"
          >
            {seats}
          </span>
        )}
      </Link>
      {open !== null && <CartDrawer open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
