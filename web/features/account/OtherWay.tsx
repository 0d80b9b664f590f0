"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, Suspense } from "react";

type OtherWayProps = { href: string; children: ReactNode };
const look = "inline-flex min-h-11 items-center font-medium text-accent-ink underline underline-offset-4";

/** A link to another account page, which goes on to the same place afterwards. */
export function OtherWay(props: OtherWayProps) {
  return (
    // The exported page does not know the query.
    <Suspense fallback={<Way {...props} />}>
      <WayWithNext {...props} />
    </Suspense>
  );
}

function WayWithNext({ href, children }: OtherWayProps) {
  const next = useSearchParams().get("next");
  return <Way href={next ? `${href}?${new URLSearchParams({ next })}` : href}>{children}</Way>;
}

function Way({ href, children }: OtherWayProps) {
  return (
    <Link href={href} prefetch={false} className={look}>
      {children}
    </Link>
  );
}
