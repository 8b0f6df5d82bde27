import { symbolName } from "@/components/money/symbol-name";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { FlipPointView, ReasonView, SimulateResult, SkippedTradeView } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { ScenarioStanding } from "../standing";
import { AnswerLedger } from "./answer-ledger";
import { AnswerTrades } from "./answer-trades";
import { StateNote } from "./state-note";

const text = whatIfMessages;

interface ScenarioAnswerProps {
  standing: ScenarioStanding;
}

/** One scenario's decisions: what is traded and why, what is not, and what would change that. */
export function ScenarioAnswer({ standing }: ScenarioAnswerProps) {
  const { scenario, state, result, outcome } = standing;
  const isBlocked = result?.status === "BLOCKED" && !outcome?.hasOwnTrades;
  return (
    <section aria-label={text.decisionsOf(scenario.name)} className="@container min-w-0 space-y-5 rounded-xl border border-line bg-surface p-4">
      <header className="space-y-1">
        <h2 className="text-base font-semibold tracking-tight break-words">{scenario.name}</h2>
        {!result && <StateNote state={state} />}
        {result && !isBlocked && <p className="text-[0.8125rem] leading-snug text-ink-soft">{result.message}</p>}
      </header>
      {state === "stale" && (
        <Notice tone="warning" title={text.state.stale}>
          {text.staleBody}
        </Notice>
      )}
      {!result && state === "busy" && <Skeleton what={text.loading} className="h-40" />}
      {result && <Decisions standing={standing} result={result} />}
    </section>
  );
}

function Decisions({ standing, result }: ScenarioAnswerProps & { result: SimulateResult }) {
  const hasOwnTrades = standing.outcome?.hasOwnTrades ?? false;
  const broken = result.rule_results.filter((rule) => rule.status === "FAIL");
  return (
    <>
      {result.status === "BLOCKED" && !hasOwnTrades && (
        <Notice tone="critical" title={text.blocked}>
          {result.message}
        </Notice>
      )}
      <Warnings warnings={result.warnings} />
      {hasOwnTrades && <AnswerLedger steps={result.what_if?.cash_ledger ?? []} />}
      {(hasOwnTrades || result.status !== "BLOCKED") && (
        <AnswerTrades title={hasOwnTrades ? text.insteadTitle : text.tradesTitle} trades={result.trades} />
      )}
      <Lines title={text.rulesTitle} lines={broken.map((rule) => ({ key: rule.rule_id, name: text.severities[rule.severity], words: rule.message }))} />
      <Lines title={text.limitsTitle} lines={result.binding_limits.map((limit) => ({ key: limit.code, name: "", words: limit.message }))} />
      <Lines title={text.skippedTitle} lines={result.skipped.map(skippedLine)} />
      {(standing.asked?.flip_points_of?.length ?? 0) > 0 && <FlipPoints points={result.flip_points} />}
    </>
  );
}

function Warnings({ warnings }: { warnings: readonly ReasonView[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warning" title={text.worthKnowing}>
      {warnings.map((warning) => (
        <p key={warning.message}>{warning.message}</p>
      ))}
    </Notice>
  );
}

function skippedLine({ symbol, reason_code, reason }: SkippedTradeView): Line {
  return { key: `${symbol} ${reason_code}`, name: symbolName(symbol), words: reason };
}

interface Line {
  key: string;
  name: string;
  words: string;
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="mt-2 space-y-1.5 text-[0.8125rem] leading-snug">
        {lines.map(({ key, name, words }) => (
          <li key={key} className="text-ink-soft">
            {name && <strong className="mr-2 font-semibold text-ink">{name}</strong>}
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FlipPoints({ points }: { points: readonly FlipPointView[] }) {
  return (
    <section>
      <h3 className="text-sm font-semibold">{text.flipTitle}</h3>
      {points.length === 0 ? (
        <p className="mt-1.5 text-[0.8125rem] text-ink-soft">{text.flipNone}</p>
      ) : (
        <ul className="mt-2 space-y-1.5 text-[0.8125rem] leading-snug">
          {points.map((point) => (
            <li key={`${point.symbol} ${point.kind} ${point.direction} ${point.value}`} className="border-l-2 border-accent/50 pl-2.5">
              {point.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
