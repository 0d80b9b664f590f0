"use client";

import { X } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { Button } from "./Button";

type ModalProps = {
  open: boolean;
  /** Asked for by Escape, the close button and a click beside it; the owner sets `open`. */
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the foot, which stays in sight. */
  actions?: ReactNode;
  className?: string;
};

// The browser's own <dialog>: it traps focus, gives it back, covers the rest for everybody, and needs no style element, which our
// content policy forbids and libraries add.
function Modal({ open, onClose, title, description, children, actions, className }: ModalProps) {
  const texts = useTexts(common);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);

  const closeFromBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape, by the dialog itself
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(event) => {
        if (event.target !== dialog.current) return; // a file chooser in the dialog was cancelled
        event.preventDefault();
        onClose();
      }}
      onClose={() => open && onClose()}
      onClick={closeFromBeside}
      className={classes("modal border-line bg-raised p-0 text-ink", className)}
    >
      {open && (
        <div className="flex max-h-[inherit] flex-col">
          <header className="flex items-start justify-between gap-4 p-4 pb-2 sm:p-6 sm:pb-2">
            <h2 id={`${id}-title`} className="text-xl font-semibold text-balance">
              {title}
            </h2>
            <Button kind="quiet" size="icon" aria-label={texts.close} onClick={onClose} className="-mt-2 -mr-2">
              <X aria-hidden className="size-5" />
            </Button>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 sm:px-6 sm:pb-6">
            {description && (
              <p id={`${id}-description`} className="mb-4 text-muted">
                {description}
              </p>
            )}
            {children}
          </div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line p-4 sm:px-6">{actions}</footer>
          )}
        </div>
      )}
    </dialog>
  );
}

/** A question or a short form in the middle of the page. */
export function Dialog({ className, ...rest }: ModalProps) {
  return (
    <Modal
      {...rest}
      className={classes("m-auto max-h-[90dvh] w-[min(32rem,calc(100vw-2rem))] rounded-lg border", className)}
    />
  );
}

/** A drawer at the right edge; on a phone it comes up from the bottom. */
export function Sheet({ className, ...rest }: ModalProps) {
  return <Modal {...rest} className={classes("sheet", className)} />;
}
