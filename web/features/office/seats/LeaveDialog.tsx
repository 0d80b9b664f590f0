"use client";

import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { useLeaveGuard } from "./useLeaveGuard";

/** Asks whether to leave what is not saved. */
export function LeaveDialog({ guard }: { guard: ReturnType<typeof useLeaveGuard> }) {
  const { prices } = useTexts(officeSeats);
  return (
    <Dialog
      open={guard.asked !== null}
      onClose={guard.stay}
      title={prices.leaveTitle}
      description={prices.leave}
      actions={
        <>
          <Button kind="secondary" onClick={guard.stay}>
            {prices.stay}
          </Button>
          <Button kind="danger" onClick={guard.go}>
            {prices.leaveNow}
          </Button>
        </>
      }
    />
  );
}
