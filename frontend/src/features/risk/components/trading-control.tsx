import { CirclePlay, OctagonPause, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { TradingScope } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { type KillSwitch, scopesToTurn, strictestOf } from "../switches";
import { CLOSED, ModeDialog, type Opened } from "./mode-dialog";

const text = messages.risk;
const OWN_BY_DEFAULT = "USER";

/** Shows the trading state in the header and opens the way to stop or resume, in the scope a person chooses. */
export function TradingControl({ switches }: { switches: readonly KillSwitch[] }) {
  const [opened, setOpened] = useState(CLOSED);
  const [scopes, setScopes] = useState<readonly TradingScope[]>([OWN_BY_DEFAULT]);
  const { mode } = strictestOf(switches);
  const name = mode ? text.modes[mode] : text.unknown;
  const Icon = mode === null ? ShieldQuestion : mode === "ACTIVE" ? CirclePlay : OctagonPause;
  // What can be chosen stays as it was when the dialog opened, for the switches change under it.
  const open = (kind: Opened["kind"]) => {
    setScopes(scopesToTurn(switches, kind));
    setOpened({ kind, turn: opened.turn + 1, isOpen: true });
  };
  return (
    <div className="flex items-center gap-2">
      <Button size="small" aria-label={text.control(name)} onClick={() => open(mode === "HALTED" ? "resume" : "stop")}>
        <Icon aria-hidden className={mode === "ACTIVE" ? "size-4 text-ok" : "size-4 text-critical"} />
        {name}
      </Button>
      {mode === "REDUCE_ONLY" && (
        <Button size="small" aria-label={text.resume} onClick={() => open("resume")}>
          {text.resumeShort}
        </Button>
      )}
      <ModeDialog scopes={scopes} opened={opened} onOpened={setOpened} />
    </div>
  );
}
