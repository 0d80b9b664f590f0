"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";

type PasswordFieldProps = {
  label: string;
  hint?: string;
  error: string | null;
  autoComplete: "current-password" | "new-password";
  onType: () => void;
};

/** A password, which may be looked at: typing blind is where most mistakes come from. */
export function PasswordField({ label, hint, error, autoComplete, onType }: PasswordFieldProps) {
  const texts = useTexts(account);
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            type={shown ? "text" : "password"}
            name="password"
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            required
            className="pr-12"
            onInput={onType}
          />
          <Button
            kind="quiet"
            size="icon"
            aria-label={shown ? texts.hide : texts.show}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute top-0 right-0"
          >
            <Icon aria-hidden className="size-5" />
          </Button>
        </div>
      )}
    </Field>
  );
}
