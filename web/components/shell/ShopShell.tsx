"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { Footer } from "./Footer";
import { Header } from "./Header";

/** The frame of the shop's pages. `cart` is the cart's button in the header. */
export function ShopShell({ cart, children }: { cart?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <Header cart={cart} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8"
      >
        {children}
      </main>
      <Footer />
    </div>
  );
}

/** The first stop of the Tab key, to the element with the id `content`. */
export function SkipLink() {
  const texts = useTexts(common);
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-lg bg-accent px-4 py-3 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {texts.skipToContent}
    </a>
  );
}
