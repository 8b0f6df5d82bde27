import { Sparkle } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { messages } from "@/lib/messages";

/** Marks what has come since the last visit. */
export function NewMark() {
  return (
    <Badge tone="accent" icon={Sparkle}>
      {messages.alerts.isNew}
    </Badge>
  );
}
