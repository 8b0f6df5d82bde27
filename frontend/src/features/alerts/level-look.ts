import { Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { Tone } from "@/components/ui/badge";
import type { AlertLevel } from "@/lib/contracts/generated";

export const LEVEL_LOOKS: Record<AlertLevel, { tone: Tone; icon: LucideIcon }> = {
  INFO: { tone: "neutral", icon: Info },
  WARNING: { tone: "warning", icon: TriangleAlert },
  CRITICAL: { tone: "critical", icon: OctagonAlert },
};
