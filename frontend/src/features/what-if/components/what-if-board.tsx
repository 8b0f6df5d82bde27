import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { classNames } from "@/lib/class-names";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { type SavedTargets, type Scenario, targetsFromHoldings } from "../scenario";
import { type Problem, problemsOf } from "../scenario-problems";
import { requestKey, toRequest } from "../scenario-request";
import { type AnsweredScenarios, useAnsweredScenarios } from "../use-answered-scenarios";
import { type Scenarios, useScenarios } from "../use-scenarios";
import type { Mix } from "../weights";
import { AddScenario } from "./add-scenario";
import { AfterWeights, type PaletteOf } from "./after-weights";
import { COMPARISON_TITLE_ID, ComparisonTable } from "./comparison-table";
import { ScenarioAnswer } from "./scenario-answer";
import { ScenarioEditor } from "./scenario-editor";
import { ScenarioHead } from "./scenario-head";
import { type RenderTax, TaxCard } from "./tax-card";
import { type RenderPoint, TradeOffCard } from "./trade-off-card";

const text = whatIfMessages;
const GRID = "grid items-start gap-4 sm:gap-5";
const ANSWER_COLUMNS: Record<number, string> = { 2: "lg:grid-cols-2", 3: "lg:grid-cols-3" };
const PLAIN = requestKey({});

interface WhatIfBoardProps {
  saved: SavedTargets;
  /** Gives every symbol the colour it has all over the application. */
  paletteOf: PaletteOf;
  /** Draws an answer's taxes. */
  renderTax?: RenderTax;
  renderPoint: RenderPoint;
}

/** Up to three scenarios side by side: what is different in each, and what follows from it. */
export function WhatIfBoard({ saved, paletteOf, renderTax, renderPoint }: WhatIfBoardProps) {
  const scenarios = useScenarios();
  const answered = useAnsweredScenarios(saved.version, scenarios.list);
  const { standings, asItIs } = answered;
  const mixes = mixesOf(answered);
  const isAlone = standings.length === 1;
  return (
    <div className="grid gap-4 sm:gap-5">
      {asItIs.error && !asItIs.isBusy && (
        <ErrorNotice
          title={messages.errors.titles.load}
          error={asItIs.error}
          action={
            <Button size="small" onClick={() => answered.askAsItIs()}>
              {messages.common.retry}
            </Button>
          }
        />
      )}
      <Editors saved={saved} scenarios={scenarios} answered={answered} />
      {asItIs.result || standings.some(({ outcome }) => outcome) ? (
        <>
          <div className={classNames(GRID, isAlone && "lg:grid-cols-2")}>
            <ComparisonTable standings={standings} />
            {mixes.length > 0 && <AfterWeights mixes={mixes} paletteOf={paletteOf} />}
          </div>
          <div className={classNames(GRID, ANSWER_COLUMNS[standings.length])}>
            {standings.map((standing) => (
              <ScenarioAnswer key={standing.scenario.id} standing={standing} />
            ))}
          </div>
          {renderTax && <TaxCard standings={standings} renderTax={renderTax} />}
        </>
      ) : (
        !asItIs.error && <Skeleton what={text.loading} className="h-[38rem]" />
      )}
      {saved.targets.length > 0 && asItIs.result && <TradeOffCard version={saved.version} renderPoint={renderPoint} />}
    </div>
  );
}

interface EditorsProps {
  saved: SavedTargets;
  scenarios: Scenarios;
  answered: AnsweredScenarios;
}

function Editors({ saved, scenarios, answered }: EditorsProps) {
  const isOffline = useIsOffline();
  const [worked, setWorked] = useState("");
  const holdings = answered.asItIs.result?.drift_analysis ?? null;
  const known = [...(holdings ?? []).map((row) => row.symbol), ...saved.targets.map((target) => target.symbol)];
  const problems = new Map(scenarios.list.map((scenario) => [scenario.id, problemsOf(scenario, known)]));
  const workOut = async (chosen: readonly Scenario[]) => {
    setWorked("");
    const count = await answered.workOut(chosen);
    if (count === 0) return;
    setWorked(text.workedOut(chosen.length));
    document.getElementById(COMPARISON_TITLE_ID)?.focus();
  };
  const duplicate = (scenario: Scenario) => answered.inherit(scenarios.duplicate(scenario), scenario);
  const targetless = saved.targets.length === 0 ? scenarios.list.find((scenario) => scenario.targets === null) : undefined;
  return (
    <section aria-labelledby="scenarios-title" className="grid gap-3">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 id="scenarios-title" className="sr-only">
            {text.scenariosTitle}
          </h2>
          <p className="max-w-prose text-sm leading-relaxed text-ink-soft">{text.intro}</p>
        </div>
        {scenarios.list.length > 1 && (
          <Button
            isBusy={answered.standings.every(({ state }) => state === "busy")}
            reason={firstProblem(problems) ?? (isOffline ? text.reasons.offline : null)}
            onClick={() => workOut(scenarios.list)}
          >
            {text.workOutAll}
          </Button>
        )}
      </header>
      <p role="status" className="sr-only">
        {worked}
      </p>
      {targetless && (
        <Notice title={text.noTargetsTitle}>
          <p className="max-w-prose">{text.noTargetsBody}</p>
          {holdings && (
            <Button size="small" className="mt-2" onClick={() => scenarios.edit(targetless.id, { targets: targetsFromHoldings(holdings) })}>
              {text.startFromHoldings}
            </Button>
          )}
        </Notice>
      )}
      <div className={classNames(GRID, "lg:grid-cols-3")}>
        {answered.standings.map((standing, index) => {
          const { scenario } = standing;
          return (
            <ScenarioEditor
              key={scenario.id}
              standing={standing}
              head={
                <ScenarioHead
                  scenario={scenario}
                  number={index + 1}
                  isUnchanged={requestKey(toRequest(scenario)) === PLAIN}
                  onName={(name) => scenarios.edit(scenario.id, { name })}
                  onDuplicate={scenarios.canAdd ? () => duplicate(scenario) : null}
                  onReset={() => scenarios.reset(scenario)}
                  onRemove={scenarios.list.length > 1 ? () => scenarios.remove(scenario.id) : null}
                />
              }
              saved={saved}
              holdings={holdings}
              known={known}
              smallestDeposit={answered.asItIs.result?.smallest_deposit ?? null}
              problems={problems.get(scenario.id) ?? []}
              isOffline={isOffline}
              onEdit={(edit) => scenarios.edit(scenario.id, edit)}
              onWorkOut={() => workOut([scenario])}
            />
          );
        })}
        {scenarios.canAdd && <AddScenario scenarios={scenarios.list} onAdd={scenarios.add} onCopy={duplicate} />}
      </div>
    </section>
  );
}

function firstProblem(problems: ReadonlyMap<string, readonly Problem[]>): string | null {
  return [...problems.values()].flat()[0]?.message ?? null;
}

/** The portfolio as it is, then every scenario that has an answer. */
function mixesOf({ asItIs, standings }: AnsweredScenarios): Mix[] {
  const now = asItIs.result;
  const first = now && { id: "now", name: text.weightsNow, rows: now.drift_analysis, classes: now.what_if?.allocation_before ?? [] };
  const later = standings.flatMap(({ scenario, outcome }) =>
    outcome ? [{ id: scenario.id, name: scenario.name, rows: outcome.rows, classes: outcome.classes }] : [],
  );
  return first ? [first, ...later] : later;
}
