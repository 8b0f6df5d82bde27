import { Badge } from "@/components/ui/badge";
import type { AlertLevel } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { LEVEL_LOOKS } from "../level-look";

export function LevelBadge({ level }: { level: AlertLevel }) {
  return <Badge {...LEVEL_LOOKS[level]}>{messages.alerts.levels[level]}</Badge>;
}
