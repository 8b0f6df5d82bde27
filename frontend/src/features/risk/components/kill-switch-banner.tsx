import { OctagonAlert, TriangleAlert } from "lucide-react";
import { Moment } from "@/components/money/figures";
import { messages } from "@/lib/messages";
import type { StrictestState } from "../switches";
import { useWho } from "../use-who";

const text = messages.risk;

/** Says across the page that trading is stopped or limited, by which switch, since when, by whom and why. */
export function KillSwitchBanner({ state }: { state: StrictestState }) {
  const who = useWho(state);
  if (state.mode === null || state.mode === "ACTIVE") return null;
  const isHalted = state.mode === "HALTED";
  const Icon = isHalted ? OctagonAlert : TriangleAlert;
  return (
    <div
      role="alert"
      className={
        isHalted
          ? "border-b border-critical/40 bg-critical-soft px-4 py-3 text-ink sm:px-6"
          : "border-b border-warning/35 bg-warning-soft px-4 py-3 text-ink sm:px-6"
      }
    >
      <div className="mx-auto flex max-w-6xl gap-3 text-sm leading-snug">
        <Icon aria-hidden className={isHalted ? "mt-0.5 size-5 shrink-0 text-critical" : "mt-0.5 size-5 shrink-0 text-warning"} />
        <div className="space-y-0.5">
          <p className="font-semibold">{isHalted ? text.haltedTitle : text.reduceTitle}</p>
          <p>{isHalted ? text.haltedBody : text.reduceBody}</p>
          <p>{text.turned(state.scopes.map((scope) => text.scopes[scope].name).join(", "))}</p>
          {state.reason && <p>{text.reasonGiven(state.reason)}</p>}
          {state.updatedAt && (
            <p className="text-ink-soft">
              {text.since} <Moment value={state.updatedAt} />
              {who && `, ${text.by(who)}`}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
