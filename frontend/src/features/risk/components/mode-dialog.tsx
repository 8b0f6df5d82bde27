import { lazy, Suspense, useEffect } from "react";
import type { TradingScope } from "@/lib/contracts/generated";

const loadStop = () => import("./stop-dialog");
const loadResume = () => import("./resume-dialog");
const StopDialog = lazy(async () => ({ default: (await loadStop()).StopDialog }));
const ResumeDialog = lazy(async () => ({ default: (await loadResume()).ResumeDialog }));

/** Which dialog is open. It stays the one that was opened, because the mode changes under it before its own call is answered. */
export interface Opened {
  kind: "stop" | "resume";
  /** Counts openings, so that each starts with empty fields. */
  turn: number;
  isOpen: boolean;
}

export const CLOSED: Opened = { kind: "stop", turn: 0, isOpen: false };

interface ModeDialogProps {
  /** The switches to choose from, the first by default. */
  scopes: readonly TradingScope[];
  opened: Opened;
  onOpened: (opened: Opened) => void;
}

/** The dialog that stops or resumes trading in a scope; a person with several to choose from chooses in it. No first view needs it, and it is there before anybody asks. */
export function ModeDialog({ scopes, opened, onOpened }: ModeDialogProps) {
  useEffect(() => void Promise.all([loadStop(), loadResume()]), []);
  if (opened.turn === 0) return null;
  const Dialog = opened.kind === "stop" ? StopDialog : ResumeDialog;
  return (
    <Suspense>
      <Dialog
        key={opened.turn}
        scopes={scopes}
        isOpen={opened.isOpen}
        onOpenChange={(isOpen) => onOpened({ ...opened, isOpen })}
      />
    </Suspense>
  );
}
