"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { answer, api, type Schemas, useOnce } from "@/lib/api";
import { type Basket, orderPath, type PlacedOrder } from "./basket";
import type { Contact } from "./contact";
import { refusalOf } from "./refusal";
import { type Method, usePay } from "./usePay";

type Placed = PlacedOrder & Schemas["OrderingPlaced"];

/** Makes an order of the cart, pays it, and goes on to its page or the bank's. A second click while it works does nothing. */
export function useCheckout() {
  const router = useRouter();
  const queries = useQueryClient();
  const once = useOnce();
  const send = usePay();
  const running = useRef(false);
  const secret = useRef<string | null>(null);
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const [placedId, setPlacedId] = useState<string | null>(null);
  const refresh = () => Promise.all([["cart"], ["order"]].map((queryKey) => queries.invalidateQueries({ queryKey })));

  const place = async (basket: Basket, contact: Contact): Promise<Placed> => {
    const { orderId, total: amount } = basket;
    const body = { orderId, amount, name: contact.name.trim(), email: contact.email.trim() };
    const placed: Placed = await once(body, (key) =>
      answer(api.POST("/orders/checkout", { params: { header: { "Idempotency-Key": key } }, body })),
    );
    secret.current = placed.secret;
    setPlacedId(orderId);
    // From here on a reload finds the order instead of the cart, which is empty now.
    queries.setQueryData(["order", orderId, null], { ...placed, customerName: body.name, customerEmail: body.email });
    window.history.replaceState(null, "", `/checkout?${new URLSearchParams({ order: orderId })}`);
    void queries.invalidateQueries({ queryKey: ["cart"] });
    return placed;
  };

  const work = async (basket: Basket, contact: Contact, method: Method): Promise<void> => {
    const { orderId } = basket;
    const state = basket.placed ? "pending" : (await place(basket, contact)).state;
    if (state !== "pending") return router.replace(orderPath(orderId, secret.current)); // nothing was due
    const outcome = await send(api, orderId, method);
    const waiting = orderPath(orderId, secret.current, outcome.payment);
    if (outcome.bank === null) return router.replace(waiting);
    // The way back from the bank leads to the order, which shows how the payment stands, also where the browser kept this page as it was.
    window.history.replaceState(null, "", waiting);
    window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
    window.location.assign(outcome.bank);
  };

  return {
    ...state,
    /** The order that was made of the cart here. */
    placedId,
    /** Begins anew, with another cart. */
    restart: () => {
      setPlacedId(null);
      setState({ busy: false, error: null });
    },
    async pay(basket: Basket, contact: Contact, method: Method): Promise<void> {
      if (running.current) return;
      running.current = true;
      setState({ busy: true, error: null });
      try {
        await work(basket, contact, method); // stays busy: this page is being left
      } catch (error) {
        running.current = false;
        if (["expired", "price", "declined"].includes(refusalOf(error).kind)) await refresh();
        setState({ busy: false, error });
      }
    },
  };
}
