"use client";

import { LayoutDashboard, LogIn, LogOut, ScanLine } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { toast } from "@/components/ui/Toast";
import { problemText, useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { signOut, useSession } from "@/lib/session";

const line = "flex min-h-11 items-center gap-2 rounded-lg px-3 font-medium hover:bg-sunken [&_svg]:size-5";

/** Sign in, or what the signed-in user may open, and sign out. */
export function AccountLinks({ onFollow }: { onFollow?: () => void }) {
  const texts = useTexts(common);
  const session = useSession();
  if (session.kind !== "user") {
    return (
      <Item href="/signin" onFollow={onFollow}>
        <LogIn aria-hidden />
        {texts.nav.signIn}
      </Item>
    );
  }

  const leave = async () => {
    try {
      await signOut();
      toast(texts.signedOut, "info");
    } catch (error) {
      toast(problemText(error), "bad");
    }
    onFollow?.();
  };
  return (
    <>
      {(session.role === "Admin" || session.role === "Organiser") && (
        <Item href="/admin" onFollow={onFollow}>
          <LayoutDashboard aria-hidden />
          {texts.nav.office}
        </Item>
      )}
      {session.role !== "User" && (
        // Loaded anew, not led to: the door's leave to use the camera comes with its document.
        <a href="/scan" className={line}>
          <ScanLine aria-hidden />
          {texts.nav.door}
        </a>
      )}
      <button type="button" onClick={leave} className={line} title={texts.nav.signedInAs(session.email)}>
        <LogOut aria-hidden />
        {texts.nav.signOut}
      </button>
    </>
  );
}

function Item({
  href,
  onFollow,
  children,
}: {
  href: string;
  onFollow?: (() => void) | undefined;
  children: ReactNode;
}) {
  return (
    <Link href={href} prefetch={false} onClick={onFollow} className={line}>
      {children}
    </Link>
  );
}
