import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { messages } from "@/lib/messages";

/** The side of a trade as word and arrow. */
export function Side({ side }: { side: "buy" | "sell" }) {
  const isBuy = side === "buy";
  const Arrow = isBuy ? ArrowUpRight : ArrowDownLeft;
  return (
    <span className={isBuy ? "whitespace-nowrap text-buy" : "whitespace-nowrap text-sell"}>
      <Arrow aria-hidden className="mr-0.5 inline size-3.5 align-[-0.125em]" />
      {messages.rebalance.sides[side]}
    </span>
  );
}
