import Link from "next/link";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";

/** The mark and the name, which lead home. */
export function Brand({ href = "/" }: { href?: string }) {
  const texts = useTexts(common);
  return (
    <Link href={href} prefetch={false} className="flex min-h-11 items-center gap-2 font-semibold tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-7 shrink-0 text-accent">
        <path
          fill="currentColor"
          d="M6 7h20a3 3 0 0 1 3 3v3.2a3 3 0 0 0 0 5.6V22a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-3.2a3 3 0 0 0 0-5.6V10a3 3 0 0 1 3-3Z"
        />
        <path
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
          d="m11 16.5 3.4 3.4L21.5 12.5"
        />
      </svg>
      <span>{texts.brand}</span>
    </Link>
  );
}
