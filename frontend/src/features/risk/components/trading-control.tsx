import { CirclePlay, OctagonPause, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";
import type { TradingState } from "../trading-state";
import { ResumeDialog } from "./resume-dialog";
import { StopDialog } from "./stop-dialog";

const text = messages.risk;

// A dialog stays the one that was opened, because the mode changes under it before its own call is answered.
interface Opened {
  kind: "stop" | "resume";
  /** Counts openings, so that each starts with empty fields. */
  turn: number;
  isOpen: boolean;
}

/** Shows the trading state in the header and opens the way to stop or resume. */
export function TradingControl({ state }: { state: TradingState }) {
  const [opened, setOpened] = useState<Opened>({ kind: "stop", turn: 0, isOpen: false });
  const { mode } = state;
  const name = mode ? text.modes[mode] : text.unknown;
  const Icon = mode === null ? ShieldQuestion : mode === "ACTIVE" ? CirclePlay : OctagonPause;
  const Dialog = opened.kind === "stop" ? StopDialog : ResumeDialog;
  return (
    <>
      <Button
        size="small"
        aria-label={text.control(name)}
        disabled={mode === null}
        onClick={() => setOpened({ kind: mode === "ACTIVE" ? "stop" : "resume", turn: opened.turn + 1, isOpen: true })}
      >
        <Icon aria-hidden className={mode === "ACTIVE" ? "size-4 text-ok" : "size-4 text-critical"} />
        {name}
      </Button>
      <Dialog key={opened.turn} isOpen={opened.isOpen} onOpenChange={(isOpen) => setOpened({ ...opened, isOpen })} />
    </>
  );
}
