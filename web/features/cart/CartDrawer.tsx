"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button, ButtonLink } from "@/components/ui/Button";
import { Sheet } from "@/components/ui/Dialog";
import { answer, api, Problem } from "@/lib/api";
import { useCountdown } from "@/lib/clock/useCountdown";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { common } from "@/lib/i18n/areas/common";
import { cartKey, useCart } from "./useCart";

/** The cart beside the page: seats, total, time, a way to let a seat go, and the way to pay. */
export default function CartDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const texts = useTexts(checkout);
  const { time } = useTexts(common);
  const format = useFormat();
  const cart = useCart().data;
  const countdown = useCountdown(cart?.expiresAt);
  const remove = useRemove();
  const items = cart?.items ?? [];
  const currency = cart?.currency ?? items[0]?.currency;
  const go = items.length > 0 && (
    <ButtonLink href="/checkout" prefetch={false} onClick={onClose} className="w-full">
      {texts.drawer.go}
    </ButtonLink>
  );
  return (
    <Sheet open={open} onClose={onClose} title={texts.drawer.title} actions={go}>
      {countdown && !countdown.over && <p className="mb-3 tabular-nums">{time.left(countdown.text)}</p>}
      {items.length === 0 && <p>{texts.emptyTitle}</p>}
      <ul className="flex flex-col">
        {items.map(({ seatId, sectionCode, row, seat, price, currency }) => {
          const name = texts.seat(sectionCode, row, seat);
          return (
            <li key={seatId} className="flex items-center gap-2">
              <span className="min-w-0 flex-1">{name}</span>
              <span className="tabular-nums">{format.money(price, currency)}</span>
              <Button
                kind="quiet"
                size="icon"
                aria-label={texts.drawer.remove(name)}
                busy={remove.isPending && remove.variables === seatId}
                onClick={() => remove.mutate(seatId)}
              >
                <X aria-hidden className="size-4" />
              </Button>
            </li>
          );
        })}
      </ul>
      {remove.isError && <ProblemAlert error={remove.error} />}
      {items.length > 0 && currency && (
        <p className="mt-3 flex justify-between gap-4 border-t border-line-strong pt-3 font-semibold">
          <span>{texts.summary.total}</span>
          <span className="tabular-nums">{format.money(cart?.totalAmount ?? 0, currency)}</span>
        </p>
      )}
    </Sheet>
  );
}

/** Takes a seat out and lets its hold go. One that went by itself meanwhile is as good as taken out. */
function useRemove() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (seatId: string) => {
      try {
        await answer(api.DELETE("/cart/items/{seatId}", { params: { path: { seatId } } }));
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 404) throw error;
      }
    },
    onSettled: () => Promise.all([cartKey, ["holds"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
