import { Badge } from "@/components/ui/badge";
import type { AlertLevel } from "@/lib/contracts/generated";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import { LEVEL_LOOKS } from "../level-look";

export function LevelBadge({ level }: { level: AlertLevel }) {
  return <Badge {...LEVEL_LOOKS[level]}>{alertsMessages.levels[level]}</Badge>;
}
