"use client";

import { Menu, Ticket } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Sheet } from "@/components/ui/Dialog";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { AccountLinks } from "./AccountLinks";
import { Brand } from "./Brand";
import { LanguageSelect, ThemeSelect } from "./Preferences";

/** Brand, my orders, sign-in, language, theme and the cart; on a phone all but the cart are behind the menu. */
export function Header({ cart }: { cart?: ReactNode }) {
  const texts = useTexts(common);
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-surface/95 backdrop-blur-sm">
      <div className="mx-auto flex max-w-6xl items-center gap-2 px-4 py-2 sm:px-6">
        <Brand />
        <nav aria-label={texts.mainNavigation} className="ml-auto hidden items-center gap-1 lg:flex">
          <MyOrders />
          <AccountLinks />
        </nav>
        <div className="hidden items-center gap-1 lg:flex">
          <LanguageSelect compact />
          <ThemeSelect compact />
        </div>
        <div className="ml-auto flex items-center gap-1 lg:ml-0">
          {cart}
          <MobileMenu />
        </div>
      </div>
    </header>
  );
}

function MyOrders({ onFollow }: { onFollow?: () => void }) {
  const texts = useTexts(common);
  return (
    <Link
      href="/me"
      prefetch={false}
      onClick={onFollow}
      className="flex min-h-11 items-center gap-2 rounded-lg px-3 font-medium hover:bg-sunken"
    >
      <Ticket aria-hidden className="size-5" />
      {texts.nav.myOrders}
    </Link>
  );
}

function MobileMenu() {
  const texts = useTexts(common);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        kind="quiet"
        size="icon"
        aria-label={texts.menu}
        aria-haspopup="dialog"
        className="lg:hidden"
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden className="size-6" />
      </Button>
      <Sheet open={open} onClose={close} title={texts.menu}>
        <nav aria-label={texts.mainNavigation} className="-mx-3 flex flex-col pb-4">
          <MyOrders onFollow={close} />
          <AccountLinks onFollow={close} />
        </nav>
        <div className="flex flex-col gap-4">
          <LanguageSelect />
          <ThemeSelect />
        </div>
      </Sheet>
    </>
  );
}
