import { CircleCheck, type LucideIcon, OctagonPause, ShieldQuestion, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { DatedMoment } from "@/components/money/figures";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { TradingMode } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import type { KillSwitch } from "../switches";
import { useWho } from "../use-who";
import { CLOSED, ModeDialog, type Opened } from "./mode-dialog";

const text = messages.risk;

const LOOKS: Record<TradingMode, { tone: Tone; icon: LucideIcon }> = {
  ACTIVE: { tone: "ok", icon: CircleCheck },
  REDUCE_ONLY: { tone: "warning", icon: TriangleAlert },
  HALTED: { tone: "critical", icon: OctagonPause },
};

/** One switch: what it covers, how it stands since when, by whom and why, and the way to turn it. */
export function SwitchRow({ scope, state }: KillSwitch) {
  const [opened, setOpened] = useState(CLOSED);
  const open = (kind: Opened["kind"]) => setOpened({ kind, turn: opened.turn + 1, isOpen: true });
  const words = text.scopes[scope];
  return (
    <li className="grid gap-x-6 gap-y-3 border-b border-line py-4 first:pt-0 last:border-b-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="text-sm font-semibold">{words.name}</h3>
          {state.mode === null ? (
            <Badge icon={ShieldQuestion}>{text.unknown}</Badge>
          ) : (
            <Badge {...LOOKS[state.mode]}>{text.modes[state.mode]}</Badge>
          )}
        </div>
        <p className="text-[0.8125rem] leading-snug text-ink-soft">{words.covers}</p>
        <LastTurn scope={scope} state={state} />
      </div>
      <SwitchButtons mode={state.mode} name={words.name} onOpen={open} />
      <ModeDialog scopes={[scope]} opened={opened} onOpened={setOpened} />
    </li>
  );
}

function LastTurn({ scope, state }: KillSwitch) {
  const who = useWho(state);
  if (state.mode === null) return null;
  if (!state.updatedAt && !state.reason) {
    return <p className="text-[0.8125rem] text-ink-soft">{scope === "ACCOUNT" ? text.noneOnRecord : text.neverTurned}</p>;
  }
  return (
    <div className="text-[0.8125rem] leading-snug">
      {state.reason && <p className="break-words">{text.reasonGiven(state.reason)}</p>}
      {state.updatedAt && (
        <p className="text-ink-soft">
          {text.since} <DatedMoment value={state.updatedAt} />
          {who && `, ${text.by(who)}`}
        </p>
      )}
    </div>
  );
}

interface SwitchButtonsProps {
  mode: TradingMode | null;
  name: string;
  onOpen: (kind: Opened["kind"]) => void;
}

// The first button keeps its place when the mode changes, so that the focus returns to it.
function SwitchButtons({ mode, name, onOpen }: SwitchButtonsProps) {
  const reason = useIsOffline() ? text.offline : null;
  const isHalted = mode === "HALTED";
  return (
    <div className="flex flex-wrap items-start gap-2 self-center">
      <Button
        size="small"
        aria-label={isHalted ? text.resumeOf(name) : text.stopOf(name)}
        disabled={mode === null}
        reason={reason}
        onClick={() => onOpen(isHalted ? "resume" : "stop")}
      >
        {isHalted ? text.resume : text.stop}
      </Button>
      {mode === "REDUCE_ONLY" && (
        <Button size="small" aria-label={text.resumeOf(name)} reason={reason} onClick={() => onOpen("resume")}>
          {text.resume}
        </Button>
      )}
    </div>
  );
}
