import { Ban, Check, CircleDashed, CircleHelp, CirclePause, LoaderCircle, type LucideIcon, Send, TriangleAlert } from "lucide-react";
import type { Tone } from "@/components/ui/badge";
import type { LegState } from "@/lib/contracts/generated";

interface Look {
  tone: Tone;
  icon: LucideIcon;
}

const WAITING: Look = { tone: "neutral", icon: CircleDashed };
const NOT_TRADED: Look = { tone: "warning", icon: CirclePause };

/** How an order's state looks. UNKNOWN is neutral: nobody has said that it failed. */
export const LEG_LOOKS: Record<LegState, Look> = {
  PLANNED: WAITING,
  INTENT: WAITING,
  SENDING: { tone: "accent", icon: LoaderCircle },
  UNKNOWN: { tone: "neutral", icon: CircleHelp },
  ACKED: { tone: "accent", icon: Send },
  PARTIAL: { tone: "accent", icon: CircleDashed },
  FILLED: { tone: "ok", icon: Check },
  CANCELLED: NOT_TRADED,
  EXPIRED: NOT_TRADED,
  REJECTED: { tone: "critical", icon: TriangleAlert },
  REFUSED: { tone: "warning", icon: Ban },
  NEVER_SENT: NOT_TRADED,
  SKIPPED: NOT_TRADED,
};
