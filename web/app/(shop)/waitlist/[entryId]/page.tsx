import type { Metadata } from "next";
import { Suspense } from "react";
import { PlaceLoading } from "@/features/waitlist/PlacePage";
import { PlaceScreen } from "./PlaceScreen";

// The address holds a secret: no other site is told it.
export const metadata: Metadata = { title: "Place in line", robots: { index: false }, referrer: "no-referrer" };

// The one page that is exported for all places; who serves it answers every place's address with it.
export function generateStaticParams() {
  return [{ entryId: "_" }];
}

export default function Page() {
  return (
    <Suspense fallback={<PlaceLoading />}>
      <PlaceScreen />
    </Suspense>
  );
}
