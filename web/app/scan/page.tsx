import type { Metadata } from "next";
import { SkipLink } from "@/components/shell/ShopShell";
import { DoorPage } from "@/features/door/DoorPage";

export const metadata: Metadata = {
  title: "Door",
  robots: { index: false },
  manifest: "/scan.webmanifest",
  icons: { icon: "/icon.svg", apple: "/icons/door-192.png" },
  appleWebApp: { capable: true, title: "Door" },
};

export default function Page() {
  return (
    <>
      <SkipLink />
      <main id="content" tabIndex={-1} className="mx-auto min-h-dvh w-full max-w-5xl px-4 py-4 outline-none sm:px-6">
        <DoorPage />
      </main>
    </>
  );
}
