import type { TradingScope } from "@/lib/contracts/generated";
import { ResumeDialog } from "./resume-dialog";
import { StopDialog } from "./stop-dialog";

/** Which dialog is open. It stays the one that was opened, because the mode changes under it before its own call is answered. */
export interface Opened {
  kind: "stop" | "resume";
  /** Counts openings, so that each starts with empty fields. */
  turn: number;
  isOpen: boolean;
}

export const CLOSED: Opened = { kind: "stop", turn: 0, isOpen: false };

interface ModeDialogProps {
  scope: TradingScope;
  opened: Opened;
  onOpened: (opened: Opened) => void;
}

/** The dialog that stops or resumes trading in a scope. */
export function ModeDialog({ scope, opened, onOpened }: ModeDialogProps) {
  const Dialog = opened.kind === "stop" ? StopDialog : ResumeDialog;
  return (
    <Dialog
      key={opened.turn}
      scope={scope}
      isOpen={opened.isOpen}
      onOpenChange={(isOpen) => onOpened({ ...opened, isOpen })}
    />
  );
}
