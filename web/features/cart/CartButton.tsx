"use client";

import { ShoppingCart } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { useCart } from "./useCart";

/** The way to the checkout, with the number of seats in the cart. */
export function CartButton() {
  const texts = useTexts(common);
  const seats = useCart().data?.items.length ?? 0;
  return (
    <Link
      href="/checkout"
      prefetch={false}
      aria-label={texts.cart.count(seats)}
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
  );
}
