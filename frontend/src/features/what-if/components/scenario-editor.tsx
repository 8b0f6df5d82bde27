import type { ReactNode } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { type SavedTargets, type ScenarioEdit, symbolsOf } from "../scenario";
import type { Problem } from "../scenario-problems";
import { type EditorSection as SectionName, SECTION_STATES } from "../section-state";
import type { ScenarioStanding } from "../standing";
import { EditorSection } from "./editor-section";
import { FlowFields } from "./flow-fields";
import { MethodFields } from "./method-fields";
import { PriceFields } from "./price-fields";
import { StateNote } from "./state-note";
import { TargetFields } from "./target-fields";
import { TradeFields } from "./trade-fields";
import { WatchFields } from "./watch-fields";

const text = whatIfMessages;

interface ScenarioEditorProps {
  standing: ScenarioStanding;
  head: ReactNode;
  saved: SavedTargets;
  /** Null while the holdings are not known. */
  holdings: readonly DriftAnalysisRow[] | null;
  known: readonly string[];
  /** The smallest deposit that needs no sales, or null. */
  smallestDeposit: string | null;
  problems: readonly Problem[];
  isOffline: boolean;
  onEdit: (edit: ScenarioEdit) => void;
  onWorkOut: () => void;
}

/** Everything that can be different in one scenario, and the button that asks what follows. */
export function ScenarioEditor({ standing, head, saved, holdings, known, smallestDeposit, problems, isOffline, onEdit, onWorkOut }: ScenarioEditorProps) {
  const { scenario, state, error } = standing;
  const symbols = symbolsOf(scenario, known);
  const fields = { scenario, problems, onEdit };
  const bodies: Record<SectionName, ReactNode> = {
    method: <MethodFields scenario={scenario} onEdit={onEdit} />,
    flow: <FlowFields {...fields} smallestDeposit={smallestDeposit} />,
    targets: <TargetFields {...fields} saved={saved} holdings={holdings} />,
    prices: <PriceFields {...fields} symbols={symbols} />,
    trades: <TradeFields {...fields} />,
    watched: <WatchFields scenario={scenario} symbols={symbols} onEdit={onEdit} />,
  };
  const sections = Object.keys(bodies) as SectionName[];
  const isWaiting = state === "stale" || state === "unasked";
  return (
    <section aria-label={scenario.name} className="min-w-0 rounded-xl border border-line bg-surface p-4">
      {head}
      <div className="mt-1 border-t border-line">
        {sections.map((name) => (
          <EditorSection
            key={name}
            title={text.sections[name]}
            hasProblem={problems.some((problem) => problem.section === name)}
            {...SECTION_STATES[name](scenario)}
          >
            {bodies[name]}
          </EditorSection>
        ))}
      </div>
      <div className="mt-4 flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <Button
          tone={isWaiting ? "primary" : "secondary"}
          isBusy={state === "busy"}
          reason={problems[0]?.message ?? (isOffline ? text.reasons.offline : null)}
          onClick={onWorkOut}
        >
          {state === "busy" ? text.workingOut : text.workOut}
        </Button>
        {isWaiting && (
          <span className="pt-2.5">
            <StateNote state={state} />
          </span>
        )}
      </div>
      {error && (
        <div className="mt-3">
          <ErrorNotice title={text.failed(scenario.name)} error={error} />
        </div>
      )}
    </section>
  );
}
