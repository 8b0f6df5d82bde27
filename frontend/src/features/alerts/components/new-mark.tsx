import { Sparkle } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { alerts as alertsMessages } from "@/lib/messages/alerts";

/** Marks what has come since the last visit. */
export function NewMark() {
  return (
    <Badge tone="accent" icon={Sparkle}>
      {alertsMessages.isNew}
    </Badge>
  );
}
