"use client";

import { ShopShell } from "@/components/shell/ShopShell";
import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";

/** A fault of a page's own: said, with a way on. */
export default function Crash({ reset }: { reset: () => void }) {
  const texts = useTexts(common);
  return (
    <ShopShell>
      <Alert tone="bad" title={texts.crash.title} actions={<Button onClick={reset}>{texts.retry}</Button>}>
        {texts.crash.text}
      </Alert>
    </ShopShell>
  );
}
