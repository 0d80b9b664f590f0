"use client";

import { MapPinOff } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";

type NotFoundProps = { title?: string; text?: string /** Ways on beside the one to the list. */; actions?: ReactNode };

/** For addresses, and ids in them, that do not exist. */
export function NotFound({ title, text, actions }: NotFoundProps) {
  const texts = useTexts(common);
  return (
    <EmptyState
      icon={MapPinOff}
      heading="h1"
      title={title ?? texts.notFound.title}
      actions={
        <>
          {actions}
          <ButtonLink href="/" kind="secondary">
            {texts.notFound.home}
          </ButtonLink>
        </>
      }
    >
      {text ?? texts.notFound.text}
    </EmptyState>
  );
}
