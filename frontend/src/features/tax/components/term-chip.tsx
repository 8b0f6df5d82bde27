import { Check, Hourglass } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Term } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";

export function TermChip({ term }: { term: Term }) {
  return (
    <Badge tone={term === "LONG" ? "neutral" : "accent"} icon={term === "LONG" ? Check : Hourglass}>
      {taxMessages.terms[term]}
    </Badge>
  );
}
