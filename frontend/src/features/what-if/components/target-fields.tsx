import { Check, Plus, Scale, TriangleAlert, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { missingToHundred, readPercent, scalePercents } from "@/lib/percent";
import { type SavedTargets, type Scenario, type ScenarioEdit, type ScenarioTargets, targetsFromHoldings, targetsOf, type TargetRow } from "../scenario";
import { type Problem, problemAt, targetsTotal } from "../scenario-problems";
import { CheckedField } from "./checked-field";

const text = whatIfMessages;
const GRID = "grid grid-cols-[minmax(0,1fr)_6.5rem_2.25rem] items-start gap-x-2";

interface TargetFieldsProps {
  scenario: Scenario;
  saved: SavedTargets;
  /** Null while the holdings are not known. */
  holdings: readonly DriftAnalysisRow[] | null;
  problems: readonly Problem[];
  onEdit: (edit: ScenarioEdit) => void;
}

/** The scenario's own targets, or the way to begin them. */
export function TargetFields({ scenario: { targets }, saved, holdings, problems, onEdit }: TargetFieldsProps) {
  const edit = (next: ScenarioTargets) => onEdit({ targets: next });
  const fromHoldings = holdings && (
    <Button size="small" tone="quiet" onClick={() => edit(targetsFromHoldings(holdings))}>
      {text.startFromHoldings}
    </Button>
  );
  if (targets === null) {
    return (
      <>
        <p className="text-[0.8125rem] text-ink-soft">{text.targetsAsSaved}</p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => edit(targetsOf(saved))}>
            {text.editTargets}
          </Button>
          {fromHoldings}
        </div>
      </>
    );
  }
  return (
    <>
      <TargetRows targets={targets} problems={problems} onEdit={edit} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => edit({ ...targets, rows: [...targets.rows, emptyRow()] })}>
          <Plus aria-hidden className="size-4" />
          {text.addTarget}
        </Button>
        <ScaleButton targets={targets} onEdit={edit} />
        {fromHoldings}
        <Button size="small" tone="quiet" onClick={() => onEdit({ targets: null })}>
          {text.backToSaved}
        </Button>
      </div>
    </>
  );
}

interface TargetRowsProps {
  targets: ScenarioTargets;
  problems: readonly Problem[];
  onEdit: (targets: ScenarioTargets) => void;
}

function TargetRows({ targets, problems, onEdit }: TargetRowsProps) {
  const change = (id: string, part: Partial<TargetRow>) =>
    onEdit({ ...targets, rows: targets.rows.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  const problem = (field: string) => problemAt(problems, "targets", field);
  return (
    <div className="space-y-1.5">
      <div aria-hidden className={`${GRID} text-xs font-medium text-ink-soft`}>
        <span>{text.symbol}</span>
        <span className="pr-3 text-right">{text.target}</span>
      </div>
      {targets.rows.map((row, index) => {
        const name = row.symbol || text.newTarget(index + 1);
        return (
          <div key={row.id} className={GRID}>
            {row.id === row.symbol ? (
              <span className="py-2.5 text-sm font-semibold">{row.symbol}</span>
            ) : (
              <CheckedField
                label={text.symbolOf(name)}
                isLabelHidden
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- a person has just asked for this row
                autoFocus={row.symbol === ""}
                autoCapitalize="characters"
                spellCheck={false}
                inputClassName="font-semibold uppercase"
                value={row.symbol}
                problem={problem(`symbol ${row.id}`)}
                onValue={(symbol) => change(row.id, { symbol: symbol.trim().toUpperCase() })}
              />
            )}
            <PercentField label={text.targetOf(name)} value={row.percent} problem={problem(`percent ${row.id}`)} onValue={(percent) => change(row.id, { percent })} />
            <Button
              tone="quiet"
              size="icon"
              aria-label={text.removeTarget(name)}
              onClick={() => onEdit({ ...targets, rows: targets.rows.filter((each) => each.id !== row.id) })}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        );
      })}
      <div className={GRID}>
        <span className="py-2.5 text-sm font-semibold text-ink-soft">{messages.common.cash}</span>
        <PercentField label={text.cashTarget} value={targets.cashPercent} problem={problem("cash")} onValue={(cashPercent) => onEdit({ ...targets, cashPercent })} />
      </div>
      <TargetSum total={targetsTotal(targets)} problem={problem("total")} />
    </div>
  );
}

function TargetSum({ total, problem }: { total: string | null; problem: string | null }) {
  if (total === null) return null;
  const Icon = problem ? TriangleAlert : Check;
  return (
    <div role="status" className="pt-1 text-sm">
      <p className="flex items-center gap-2 font-semibold tabular-nums">
        <Icon aria-hidden className={problem ? "size-4 text-warning" : "size-4 text-ok"} />
        {text.sum(total)}
      </p>
      {problem && <p className="mt-0.5 text-[0.8125rem] leading-snug text-warning">{problem}</p>}
    </div>
  );
}

function ScaleButton({ targets, onEdit }: { targets: ScenarioTargets; onEdit: (targets: ScenarioTargets) => void }) {
  const total = targetsTotal(targets);
  const cash = readPercent(targets.cashPercent);
  if (total === null || cash === null || targets.rows.length === 0 || missingToHundred(total) === "0") return null;
  const scaled = scalePercents(targets.rows.map((row) => readPercent(row.percent) ?? "0"), missingToHundred(cash));
  const scale = () => onEdit({ ...targets, rows: targets.rows.map((row, index) => ({ ...row, percent: scaled[index] ?? row.percent })) });
  return (
    <Button size="small" onClick={scale}>
      <Scale aria-hidden className="size-4" />
      {text.scale}
    </Button>
  );
}

interface PercentFieldProps {
  label: string;
  value: string;
  problem: string | null;
  onValue: (value: string) => void;
}

/** Takes "40%" and "40,5" as typed and tidies them when the field is left. */
function PercentField({ label, value, problem, onValue }: PercentFieldProps) {
  return (
    <CheckedField
      label={label}
      isLabelHidden
      inputMode="decimal"
      inputClassName="text-right tabular-nums"
      value={value}
      problem={problem}
      onValue={onValue}
      onBlur={() => {
        const tidy = readPercent(value);
        if (tidy !== null && tidy !== value) onValue(tidy);
      }}
    />
  );
}

function emptyRow(): TargetRow {
  return { id: crypto.randomUUID(), symbol: "", percent: "", tolerance: null };
}
