import { Ban, Check, CircleDashed, type LucideIcon, TriangleAlert } from "lucide-react";
import { Moment } from "@/components/money/figures";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { classNames } from "@/lib/class-names";
import type { PlanStatus } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { COMPARISON_ROWS, type ComparisonRow } from "../comparison-rows";
import { differenceOf } from "../difference";
import type { Outcome } from "../outcome";
import type { ScenarioStanding } from "../standing";
import { StateNote } from "./state-note";

const text = whatIfMessages;
export const COMPARISON_TITLE_ID = "comparison-title";

const STATUS_LOOKS: Record<PlanStatus, { icon: LucideIcon; ink: string }> = {
  READY: { icon: Check, ink: "text-ok" },
  NO_ACTION: { icon: CircleDashed, ink: "text-ink-soft" },
  PENDING_REVIEW: { icon: TriangleAlert, ink: "text-warning" },
  BLOCKED: { icon: Ban, ink: "text-critical" },
};

/** Every scenario's figures side by side, with what the later ones have more or less than the first. */
export function ComparisonTable({ standings }: { standings: readonly ScenarioStanding[] }) {
  const [first] = standings;
  const isAlone = standings.length === 1;
  const columnClass = "px-1.5 text-right align-top break-words sm:px-2";
  return (
    <Card
      title={isAlone ? text.comparisonTitleAlone : text.comparisonTitle}
      titleId={COMPARISON_TITLE_ID}
      hint={isAlone || !first ? text.comparisonAlone : text.comparisonHint(first.scenario.name)}
    >
      <Table aria-labelledby={COMPARISON_TITLE_ID} className="table-fixed text-xs sm:text-sm">
        <thead>
          <tr>
            <HeadCell className={isAlone ? "w-[45%]" : "w-[24%] sm:w-[22%]"}>{text.figure}</HeadCell>
            {standings.map(({ scenario, state }) => (
              <HeadCell key={scenario.id} className={classNames(columnClass, "align-bottom text-ink sm:text-sm")}>
                <span className="block font-semibold">{scenario.name}</span>
                <span className="mt-0.5 flex justify-end text-left">
                  <StateNote state={state} />
                </span>
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <RowHead className="align-top font-medium text-ink-soft">{text.figures.status}</RowHead>
            {standings.map(({ scenario, outcome }) => (
              <Cell key={scenario.id} className={columnClass}>
                {outcome ? <Status outcome={outcome} /> : <Unknown />}
              </Cell>
            ))}
          </tr>
          {COMPARISON_ROWS.map((row) => (
            <tr key={row.name}>
              <RowHead className="align-top font-medium text-ink-soft">
                {text.figures[row.name]}
                {row.isEstimate && <span className="block text-[0.6875rem] leading-tight font-normal">{text.estimate}</span>}
              </RowHead>
              {standings.map(({ scenario, outcome }, index) => (
                <Cell key={scenario.id} className={columnClass}>
                  <Figure row={row} outcome={outcome} first={index === 0 ? null : (first?.outcome ?? null)} />
                </Cell>
              ))}
            </tr>
          ))}
          <tr>
            <RowHead className="border-b-0 align-top font-medium text-ink-soft">
              {text.figures.asOf}
              <span className="sm:hidden"> {text.marketZone}</span>
            </RowHead>
            {standings.map(({ scenario, outcome }) => (
              <Cell key={scenario.id} className={classNames(columnClass, "border-b-0 text-xs text-ink-soft")}>
                {outcome ? <AsOf value={outcome.asOf} /> : <Unknown />}
              </Cell>
            ))}
          </tr>
        </tbody>
      </Table>
      {standings.some(({ outcome }) => outcome?.hasOwnTrades) && (
        <p className="mt-3 text-[0.8125rem] leading-snug text-ink-soft">{text.ownTaxNote}</p>
      )}
    </Card>
  );
}

interface FigureProps {
  row: ComparisonRow;
  outcome: Outcome | null;
  /** The outcome to compare with; null in the first column. */
  first: Outcome | null;
}

function Figure({ row, outcome, first }: FigureProps) {
  const figure = outcome && row.figure(outcome);
  if (!outcome || figure === null) return <Unknown />;
  const before = row.before?.(outcome) ?? null;
  const difference = first && differenceOf(figure, row.figure(first));
  return (
    <span className="block tabular-nums">
      <span className="block font-semibold">{row.show(figure)}</span>
      {before !== null && <span className="block text-xs text-ink-soft">{text.from(row.show(before))}</span>}
      {difference && (
        <span className={classNames("block text-xs", difference.word === "same" ? "text-ink-soft" : "font-medium text-accent")}>
          {difference.word !== "same" && `${row.show(difference.by)} `}
          {text.words[difference.word]}
        </span>
      )}
    </span>
  );
}

function Status({ outcome }: { outcome: Outcome }) {
  if (outcome.hasOwnTrades) return <span className="font-medium">{text.ownTrades}</span>;
  const { icon: Icon, ink } = STATUS_LOOKS[outcome.status];
  return (
    <span className={classNames("inline-flex items-start gap-1 text-left font-medium", ink)}>
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {text.statuses[outcome.status]}
    </span>
  );
}

/** On a phone the market's time alone: both would break in the middle. */
function AsOf({ value }: { value: string }) {
  return (
    <>
      <span className="sm:hidden">
        <Moment value={value} isShort />
      </span>
      <span className="max-sm:hidden">
        <Moment value={value} />
      </span>
    </>
  );
}

function Unknown() {
  return (
    <>
      <span aria-hidden className="text-ink-soft">
        {text.unknown}
      </span>
      <span className="sr-only">{text.unknownWord}</span>
    </>
  );
}
