"use client";

import { ShoppingCart } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button, ButtonLink } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/EmptyState";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { useSession } from "@/lib/session";
import { orderPath } from "./basket";
import { ContactStep } from "./ContactStep";
import type { Contact } from "./contact";
import { PayForm } from "./PayForm";
import { type Step, Steps } from "./Steps";
import { Summary } from "./Summary";
import { TimeLeft } from "./TimeLeft";
import { TimeOver } from "./TimeOver";
import { useBasket, useMoreTime } from "./useBasket";
import { useCheckout } from "./useCheckout";

/** From the cart to the tickets. `orderId` is in the address once an order was made, so that a reload goes on with it. */
export function CheckoutPage({ orderId }: { orderId: string | null }) {
  const texts = useTexts(checkout);
  const router = useRouter();
  const session = useSession();
  const payment = useCheckout();
  const { basket, lost, order, isLoading, error, refresh } = useBasket(orderId ?? payment.placedId);
  const moreTime = useMoreTime(refresh);
  const [typed, setTyped] = useState<Partial<Contact>>({});
  const [sure, setSure] = useState(false); // the details are typed, payment is next
  const known = session.kind === "user" ? session.email : "";
  const contact: Contact = {
    name: typed.name ?? order?.customerName ?? "",
    email: typed.email ?? order?.customerEmail ?? known,
  };
  const step: Step = sure || basket?.placed ? "pay" : "who";
  const title = useFocusOn(step);

  // Whoever comes back here after the order is settled belongs on its page.
  const leaving = payment.busy; // it goes there itself, and knows the secret
  const settled = order && !basket && lost.length === 0;
  useEffect(() => {
    if (settled && orderId && !leaving) router.replace(orderPath(orderId, null));
  }, [settled, orderId, leaving, router]);

  if (error) return <ProblemAlert error={error} onRetry={() => void refresh()} />;
  if (isLoading || settled) return <CheckoutLoading />;
  if (!basket && lost.length === 0) return <NothingToPay />;
  const seats = lost.map((item) => texts.seat(item.sectionCode, item.row, item.seat)).join("; ");
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6">
      <header className="flex flex-col gap-4">
        <h1 className="text-3xl font-semibold tracking-tight">{texts.title}</h1>
        <Steps step={step} />
        {basket && (
          <TimeLeft
            until={basket.expiresAt}
            paused={payment.busy}
            onMore={() => moreTime(basket.items)}
            onOver={refresh}
          />
        )}
        {basket && lost.length > 0 && <Alert tone="warning">{texts.partly(seats)}</Alert>}
      </header>
      {!basket && (
        <TimeOver
          lost={lost}
          onAgain={() => {
            payment.restart();
            router.replace("/checkout");
          }}
        />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <Card className="flex flex-col gap-4 max-lg:order-2">
          <h2 ref={title} tabIndex={-1} className="text-lg font-semibold outline-none">
            {texts.steps[step]}
          </h2>
          {step === "who" && (
            <ContactStep
              contact={contact}
              onChange={(part) => setTyped((had) => ({ ...had, ...part }))}
              onDone={() => setSure(true)}
            />
          )}
          {step === "pay" && (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p className="min-w-0 break-words">{texts.who.for(contact.name, contact.email)}</p>
              {!basket?.placed && !payment.busy && (
                <Button kind="quiet" onClick={() => setSure(false)}>
                  {texts.who.change}
                </Button>
              )}
            </div>
          )}
          {step === "pay" && basket && (
            <PayForm
              free={basket.total === 0}
              busy={payment.busy}
              error={payment.error}
              declined={order?.lastFailure?.reason ?? null}
              until={basket.expiresAt}
              orderHref={basket.placed ? orderPath(basket.orderId, null) : undefined}
              onPay={(method) => void payment.pay(basket, contact, method)}
            />
          )}
        </Card>
        {basket && <Summary basket={basket} />}
      </div>
    </div>
  );
}

/** Moves the focus to the heading of a step that was entered, so that it is read and the keyboard goes on from there. */
function useFocusOn(step: Step) {
  const title = useRef<HTMLHeadingElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current !== step) title.current?.focus();
    last.current = step;
  }, [step]);
  return title;
}

function NothingToPay() {
  const texts = useTexts(checkout);
  const actions = (
    <>
      <ButtonLink href="/">{texts.events}</ButtonLink>
      <ButtonLink kind="secondary" href="/me" prefetch={false}>
        {texts.orders}
      </ButtonLink>
    </>
  );
  return (
    <EmptyState icon={ShoppingCart} heading="h1" title={texts.emptyTitle} actions={actions}>
      {texts.emptyText}
    </EmptyState>
  );
}

export function CheckoutLoading() {
  return (
    <Loading className="mx-auto flex w-full max-w-5xl flex-col gap-4">
      <Skeleton className="h-10 w-1/3" />
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="h-64" />
    </Loading>
  );
}
