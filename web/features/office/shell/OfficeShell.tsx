"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Brand } from "@/components/shell/Brand";
import { LanguageSelect, ThemeSelect } from "@/components/shell/Preferences";
import { SkipLink } from "@/components/shell/ShopShell";
import { Button } from "@/components/ui/Button";
import { Sheet } from "@/components/ui/Dialog";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { homePath, signInPath } from "./access";
import { Guard, type Member } from "./Guard";
import { Nav } from "./Nav";
import { UserBox } from "./UserBox";

/** The frame of the office's pages: navigation at the side, a drawer on narrow screens; the house only. */
export function OfficeShell({ children }: { children: ReactNode }) {
  if (usePathname() === signInPath) return <Outside>{children}</Outside>;
  return (
    <>
      <SkipLink />
      <Guard>{(member) => <Inside member={member}>{children}</Inside>}</Guard>
    </>
  );
}

function Inside({ member, children }: { member: Member; children: ReactNode }) {
  const texts = useTexts(common);
  const [open, setOpen] = useState(false);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-r border-line bg-raised p-3 lg:flex">
        <div className="px-3">
          <Brand href={homePath} />
        </div>
        <Nav role={member.role} />
        <div className="mt-auto flex flex-col gap-3">
          <UserBox member={member} />
          <div className="flex flex-col gap-1">
            <LanguageSelect compact />
            <ThemeSelect compact />
          </div>
        </div>
      </aside>
      <header className="sticky top-0 z-40 flex items-center justify-between gap-2 border-b border-line bg-surface/95 px-4 py-2 backdrop-blur-sm lg:hidden">
        <Brand href={homePath} />
        <Button kind="quiet" size="icon" aria-label={texts.menu} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Menu aria-hidden className="size-6" />
        </Button>
      </header>
      <Drawer member={member} open={open} onClose={() => setOpen(false)} />
      <main
        id="content"
        tabIndex={-1}
        className="w-full max-w-7xl min-w-0 px-4 py-6 outline-none sm:px-6 lg:px-8 lg:py-8"
      >
        {children}
      </main>
    </div>
  );
}

type DrawerProps = { member: Member; open: boolean; onClose: () => void };

function Drawer({ member, open, onClose }: DrawerProps) {
  const texts = useTexts(common);
  return (
    <Sheet open={open} onClose={onClose} title={texts.menu}>
      <div className="-mx-3 flex flex-col gap-3">
        <Nav role={member.role} onFollow={onClose} />
        <UserBox member={member} />
      </div>
      <div className="flex flex-col gap-4 pt-4">
        <LanguageSelect />
        <ThemeSelect />
      </div>
    </Sheet>
  );
}

/** The frame of the sign-in, which everybody may see. */
function Outside({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 py-2 sm:px-6">
        <Brand />
        <div className="flex items-center gap-1">
          <LanguageSelect compact />
          <ThemeSelect compact />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="w-full flex-1 px-4 py-6 outline-none sm:px-6">
        {children}
      </main>
    </div>
  );
}
