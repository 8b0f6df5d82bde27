import { type ReactNode, useId } from "react";
import { assetClassName } from "@/components/money/asset-class";
import type { AssetClass } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { TARGET_GRID } from "./target-row";

const text = messages.allocation;

interface TargetGroupProps {
  assetClass: AssetClass;
  /** Null while a row of the class cannot be read. */
  sum: string | null;
  children: ReactNode;
}

/** One asset class: its name, what its targets add up to, and its rows. */
export function TargetGroup({ assetClass, sum, children }: TargetGroupProps) {
  const titleId = useId();
  const name = assetClassName(assetClass);
  return (
    <div className="border-b border-line">
      <div className={`${TARGET_GRID} bg-sunken py-1.5 text-sm font-semibold`}>
        <h3 id={titleId} className="pl-2">
          {name}
        </h3>
        <p className="px-2 text-right whitespace-nowrap tabular-nums @lg:px-3">
          <span className="sr-only">{text.classSum(name)}</span> {sum === null ? text.classSumUnknown : text.classTotal(sum)}
        </p>
      </div>
      <ul aria-labelledby={titleId} className="divide-y divide-line">
        {children}
      </ul>
    </div>
  );
}
