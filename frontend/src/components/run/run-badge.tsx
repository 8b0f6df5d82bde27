import { Check, CircleAlert, LoaderCircle, type LucideIcon, OctagonPause } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { RunState } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { hasEnded } from "./run-timeline";

/** The state of a run as a word with an icon. */
export function RunBadge({ state }: { state: RunState }) {
  return <Badge {...lookOf(state)}>{messages.rebalance.run.states[state]}</Badge>;
}

function lookOf(state: RunState): { tone: Tone; icon: LucideIcon } {
  if (state === "COMPLETED" || state === "NO_ACTION") return { tone: "ok", icon: Check };
  if (!hasEnded(state) && state !== "NEEDS_OPERATOR") return { tone: "accent", icon: LoaderCircle };
  return state === "HALTED" ? { tone: "critical", icon: OctagonPause } : { tone: "warning", icon: CircleAlert };
}
