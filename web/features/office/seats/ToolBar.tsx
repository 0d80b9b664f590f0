"use client";

import { Armchair, LayoutGrid, type LucideIcon, Rows3, SquareDashed } from "lucide-react";
import type { ReactNode } from "react";
import { type Tool, tools } from "@/components/plan/model/pick";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";

const icons: Record<Tool, LucideIcon> = { seat: Armchair, frame: SquareDashed, row: Rows3, section: LayoutGrid };

type ToolBarProps = { tool: Tool; onTool: (tool: Tool) => void; children?: ReactNode };

/** What a tap on the plan takes, and what else stands above a plan. */
export function ToolBar({ tool, onTool, children }: ToolBarProps) {
  const texts = useTexts(officeSeats);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <fieldset className="flex rounded-lg border border-line-strong bg-raised">
          <legend className="sr-only">{texts.tools.label}</legend>
          {tools.map((each) => {
            const Icon = icons[each];
            const on = each === tool;
            return (
              <button
                key={each}
                type="button"
                aria-pressed={on}
                onClick={() => onTool(each)}
                className={classes(
                  "inline-flex min-h-11 items-center gap-1.5 px-3 text-sm font-medium first:rounded-l-[7px] last:rounded-r-[7px]",
                  on ? "bg-accent-soft text-accent-ink" : "hover:bg-sunken",
                )}
              >
                <Icon aria-hidden className="hidden size-4 sm:block" />
                {texts.tools[each]}
              </button>
            );
          })}
        </fieldset>
        {children}
      </div>
      <p className="text-sm text-muted">{texts.toolHints[tool]}</p>
    </div>
  );
}
