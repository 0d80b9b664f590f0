"use client";

import { Button } from "@/components/ui/Button";
import { useInBrowser } from "@/lib/path";

/** The button of a form. Off until the scripts are there: the browser itself would send the form as a plain page request. */
export function Submit({ busy, children }: { busy: boolean; children: string }) {
  const ready = useInBrowser();
  return (
    <Button type="submit" busy={busy} disabled={!ready}>
      {children}
    </Button>
  );
}
