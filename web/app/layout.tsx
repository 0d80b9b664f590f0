import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/Providers";
import { beforePaint } from "@/lib/before-paint";
import { inter, interExtended } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "SpecKit Tickets", template: "%s · SpecKit Tickets" },
  description: "Choose your seats on a live map and have your tickets at once. Every price is the price you pay.",
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafbfc" },
    { media: "(prefers-color-scheme: dark)", color: "#0a0c0f" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script before the first paint sets theme and language on <html>, which differ from the exported page on purpose.
    <html lang="en" className={`${inter.variable} ${interExtended.variable}`} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; it must run before anything is painted */}
        <script dangerouslySetInnerHTML={{ __html: beforePaint }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
