import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode, RefObject } from "react";

interface AlertDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description: string;
  /** What has the focus when the dialog opens: the way out, never the danger. */
  initialFocus: RefObject<HTMLElement | null>;
  /** What gets the focus when the dialog closes, where it is not what had it before; null for that. */
  finalFocus?: () => HTMLElement | null;
  children: ReactNode;
  footer: ReactNode;
}

/** A decision that interrupts; Escape leaves it and the focus returns to where it came from. One inside another dims that, too. */
export function AlertDialog({ isOpen, onOpenChange, title, description, initialFocus, finalFocus, children, footer }: AlertDialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop forceRender className="fixed inset-0 z-50 bg-black/50 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={initialFocus}
          finalFocus={finalFocus}
          className="fixed inset-x-3 bottom-3 z-50 mx-auto flex max-h-[calc(100dvh-1.5rem)] max-w-xl flex-col rounded-2xl border border-line bg-surface text-ink shadow-2xl transition-[opacity,translate] outline-none data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2 sm:data-ending-style:-translate-y-1/2 sm:data-starting-style:-translate-y-1/2"
        >
          <div className="space-y-1.5 px-5 pt-5 sm:px-6 sm:pt-6">
            <Base.Title className="text-lg font-semibold tracking-tight text-balance">{title}</Base.Title>
            <Base.Description className="text-sm leading-relaxed text-ink-soft">{description}</Base.Description>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 py-4 sm:px-6">{children}</div>
          <div className="flex flex-wrap items-start justify-end gap-2 border-t border-line px-5 py-4 sm:px-6">{footer}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const AlertDialogClose = Base.Close;
