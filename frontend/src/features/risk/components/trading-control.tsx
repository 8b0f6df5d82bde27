import { CirclePlay, OctagonPause, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";
import type { TradingState } from "../trading-state";
import { CLOSED, ModeDialog } from "./mode-dialog";

const text = messages.risk;

/** Shows the trading state in the header and opens the way to stop or resume. */
export function TradingControl({ state }: { state: TradingState }) {
  const [opened, setOpened] = useState(CLOSED);
  const { mode } = state;
  const name = mode ? text.modes[mode] : text.unknown;
  const Icon = mode === null ? ShieldQuestion : mode === "ACTIVE" ? CirclePlay : OctagonPause;
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
      <ModeDialog scope="EVERYBODY" opened={opened} onOpened={setOpened} />
    </>
  );
}
