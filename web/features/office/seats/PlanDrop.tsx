"use client";

import { FileJson } from "lucide-react";
import { type ChangeEvent, type DragEvent, useId, useState } from "react";
import { buttonClass } from "@/components/ui/Button";
import { classes } from "@/lib/classes";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";

type PlanDropProps = { file: File | null; onFile: (file: File) => void };

/** Where a plan's file is chosen or dropped; before the first one it says what such a file is. */
export function PlanDrop({ file, onFile }: PlanDropProps) {
  const { import: own } = useTexts(officeSeats);
  const format = useFormat();
  const id = useId();
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  const drop = (event: DragEvent) => {
    drag(event, false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    event.target.value = ""; // the same file again, mended meanwhile, is a new choice
    if (chosen) onFile(chosen);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can be dropped here; the button in it does the same by key
    <div
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={drop}
      className={classes(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 text-center",
        file ? "py-6" : "py-12",
        over ? "border-accent bg-accent-soft" : "border-line-strong",
      )}
    >
      <FileJson aria-hidden className="size-8 text-muted" />
      {file ? (
        <p>
          <span className="font-semibold break-all">{file.name}</span>{" "}
          <span className="text-muted">({own.size(format.number(Math.max(1, Math.round(file.size / 1024))))})</span>
        </p>
      ) : (
        <>
          <h2 className="text-lg font-semibold text-balance">{own.emptyTitle}</h2>
          <p className="max-w-prose text-pretty text-muted">{own.emptyText}</p>
        </>
      )}
      <div className="flex flex-wrap items-center justify-center gap-2">
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          onChange={choose}
          className="peer sr-only"
          aria-label={own.file}
        />
        <label
          htmlFor={id}
          className={classes(
            buttonClass({ kind: file ? "secondary" : "primary" }),
            "cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent-ink",
          )}
        >
          {file ? own.other : own.choose}
        </label>
        <span className="text-muted">{own.drop}</span>
      </div>
    </div>
  );
}
