import { Check, Hourglass } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Term } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

export function TermChip({ term }: { term: Term }) {
  return (
    <Badge tone={term === "LONG" ? "neutral" : "accent"} icon={term === "LONG" ? Check : Hourglass}>
      {messages.tax.terms[term]}
    </Badge>
  );
}
