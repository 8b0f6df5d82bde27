import { Check, OctagonAlert, TriangleAlert } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { DriftLevelName } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const LOOKS = {
  WITHIN_TOLERANCE: { tone: "ok", icon: Check },
  WARNING: { tone: "warning", icon: TriangleAlert },
  CRITICAL: { tone: "critical", icon: OctagonAlert },
} satisfies Record<DriftLevelName, { tone: Tone; icon: typeof Check }>;

export function LevelChip({ level }: { level: DriftLevelName }) {
  return <Badge {...LOOKS[level]}>{messages.drift.levels[level]}</Badge>;
}
