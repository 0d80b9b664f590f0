import type { Metadata } from "next";
import { MailsPage } from "@/features/office/mails/MailsPage";

export const metadata: Metadata = { title: "Mails" };

export default function Page() {
  return <MailsPage />;
}
