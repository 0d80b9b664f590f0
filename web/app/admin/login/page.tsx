import type { Metadata } from "next";
import { SignInForm } from "@/features/account/SignInForm";
import { OfficeSignIn } from "@/features/office/shell/OfficeSignIn";

export const metadata: Metadata = { title: "Sign in to the office" };

export default function Page() {
  return <OfficeSignIn form={<SignInForm />} />;
}
