"use client";

import Link from "next/link";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";

export function Footer() {
  const texts = useTexts(common);
  const link = "inline-flex min-h-11 items-center underline-offset-4 hover:underline";
  return (
    <footer className="border-t border-line text-sm text-muted">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-4 sm:px-6">
        <p className="mr-auto">{texts.footer.note}</p>
        <Link href="/me" prefetch={false} className={link}>
          {texts.footer.lookup}
        </Link>
        <a href="/api/docs" className={link}>
          {texts.footer.developers}
        </a>
      </div>
    </footer>
  );
}
