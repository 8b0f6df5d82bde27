import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { messages } from "@/lib/messages";
import { useKillSwitches } from "../api/live-switches";
import { strictestOf, type Verdict } from "../switches";
import { SwitchRow } from "./switch-row";

const text = messages.risk;
const TONES = { ACTIVE: "info", REDUCE_ONLY: "warning", HALTED: "critical" } as const;

/** The four kill switches over the portfolio, what they come to, and the way to turn each. */
export function RiskSwitches() {
  const switches = useKillSwitches();
  const verdict = strictestOf(switches);
  const isLoading = switches.every(({ state }) => state.mode === null);
  return (
    <Card title={text.switchesTitle} titleId="switches-title" hint={text.switchesHint}>
      {isLoading ? (
        <Skeleton what={text.switchesLoading} className="h-96" />
      ) : (
        <>
          <Notice tone={TONES[verdict.mode ?? "ACTIVE"]} role="status" className="mb-5" title={say(verdict)} />
          <ul aria-label={text.switchesTitle}>
            {switches.map((each) => (
              <SwitchRow key={each.scope} {...each} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function say({ mode, scopes }: Verdict): string {
  if (mode === null) return text.strictest.unknown;
  if (mode === "ACTIVE") return text.strictest.ACTIVE;
  return text.strictest[mode](scopes.map((scope) => text.scopes[scope].name).join(", "));
}
