"use client";

import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { isLanguage, languageNames, languages, setLanguage, useLanguage } from "@/lib/i18n/language";
import { setTheme, themes, useTheme } from "@/lib/theme";

type Props = { /** For the header: without frame, the label for screen readers only. */ compact?: boolean };

const bare = "w-auto border-transparent bg-transparent hover:bg-sunken";

export function LanguageSelect({ compact = false }: Props) {
  const texts = useTexts(common);
  const language = useLanguage();
  const choose = (chosen: string) => isLanguage(chosen) && setLanguage(chosen);
  return (
    <Field label={texts.language} labelHidden={compact}>
      {(control) => (
        <Select
          {...control}
          value={language}
          onChange={(event) => choose(event.target.value)}
          className={compact ? bare : ""}
        >
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {languageNames[each]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function ThemeSelect({ compact = false }: Props) {
  const texts = useTexts(common);
  const theme = useTheme();
  const choose = (chosen: string) => setTheme(themes.find((each) => each === chosen) ?? "system");
  return (
    <Field label={texts.theme.label} labelHidden={compact}>
      {(control) => (
        <Select
          {...control}
          value={theme}
          onChange={(event) => choose(event.target.value)}
          className={compact ? bare : ""}
        >
          {themes.map((each) => (
            <option key={each} value={each}>
              {texts.theme[each]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
