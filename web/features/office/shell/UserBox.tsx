"use client";

import { LogOut, ScanLine, Store } from "lucide-react";
import Link from "next/link";
import { toast } from "@/components/ui/Toast";
import { problemText, useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeShell } from "@/lib/i18n/areas/office-shell";
import { signOut } from "@/lib/session";
import type { Member } from "./Guard";

const line =
  "flex min-h-11 items-center gap-3 rounded-lg px-3 text-left hover:bg-sunken [&_svg]:size-5 [&_svg]:shrink-0";

/** Who is at work, the ways out of the office, and signing out. */
export function UserBox({ member }: { member: Member }) {
  const texts = useTexts(officeShell);
  const shared = useTexts(common);
  const leave = async () => {
    try {
      await signOut();
      toast(shared.signedOut, "info");
    } catch (error) {
      toast(problemText(error), "bad");
    }
  };
  return (
    <section aria-label={texts.account} className="flex flex-col gap-1 border-t border-line pt-3">
      <p className="px-3 pb-1">
        <span className="block truncate font-medium" title={member.email}>
          {member.email}
        </span>
        <span className="text-sm text-muted">{texts.roles[member.role]}</span>
      </p>
      <Link href="/scan" prefetch={false} className={line}>
        <ScanLine aria-hidden />
        {shared.nav.door}
      </Link>
      <Link href="/" prefetch={false} className={line}>
        <Store aria-hidden />
        {texts.toShop}
      </Link>
      <button type="button" onClick={leave} className={line}>
        <LogOut aria-hidden />
        {shared.nav.signOut}
      </button>
    </section>
  );
}
