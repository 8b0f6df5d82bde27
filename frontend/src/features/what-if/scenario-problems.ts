import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { isPositive, missingToHundred, readPercent, sumPercents } from "@/lib/percent";
import { readPositive } from "./amounts";
import { type OwnTrade, type Scenario, type ScenarioTargets, symbolsOf, type TargetRow } from "./scenario";
import { isSymbol } from "@/lib/symbol";

const CLASS_SHAPE = /^[A-Za-z0-9_$ -]{1,40}$/;
const KEPT_IN_CASH = "1";
const EXACT_WITHIN = "0.01";
const text = whatIfMessages.fields;

export type SectionName = "name" | "flow" | "targets" | "prices" | "trades" | "watched";

/** One thing that is wrong: where (`field` names the control within its section) and why. */
export interface Problem {
  section: SectionName;
  field: string;
  message: string;
}

export const MONEY_PLACES = 2;
export const SHARE_PLACES = 9;

/** Everything that keeps a scenario from being worked out, in the order of its fields. */
export function problemsOf(scenario: Scenario, known: readonly string[]): Problem[] {
  return [
    ...nameProblems(scenario),
    ...flowProblems(scenario),
    ...(scenario.targets ? targetsProblems(scenario.targets) : []),
    ...priceProblems(scenario),
    ...scenario.trades.flatMap(tradeProblems),
    ...watchProblems(scenario, known),
  ];
}

/** The message of a control, or null. */
export function problemAt(problems: readonly Problem[], section: SectionName, field: string): string | null {
  return problems.find((problem) => problem.section === section && problem.field === field)?.message ?? null;
}

/** The sum of a scenario's targets and cash, empty fields as zero, or null where one is unreadable. */
export function targetsTotal({ rows, cashPercent }: ScenarioTargets): string | null {
  const percents = [...rows.map((row) => row.percent), cashPercent].map((typed) => (typed.trim() === "" ? "0" : readPercent(typed)));
  return percents.every((percent) => percent !== null) ? sumPercents(percents) : null;
}

function nameProblems({ name }: Scenario): Problem[] {
  return name.trim() === "" ? [{ section: "name", field: "name", message: text.name }] : [];
}

function flowProblems({ flow }: Scenario): Problem[] {
  if (flow.kind === "none" || readPositive(flow.amount, MONEY_PLACES) !== null) return [];
  return [{ section: "flow", field: "amount", message: flow.amount.trim() === "" ? text.sizeOfFlow : text.flow }];
}

function targetsProblems(targets: ScenarioTargets): Problem[] {
  const { rows, cashPercent } = targets;
  const wrong = rows.flatMap((row) => rowProblems(row, rows));
  if (readPercent(cashPercent) === null) wrong.push(inTargets("cash", text.cash));
  if (rows.length === 0) wrong.push(inTargets("rows", text.noTargets));
  const total = targetsTotal(targets);
  if (wrong.length === 0 && total !== null && !isWhole(total)) wrong.push(inTargets("total", text.total(total)));
  return wrong;
}

function rowProblems({ id, symbol, percent }: TargetRow, rows: readonly TargetRow[]): Problem[] {
  if (symbol === "") return [inTargets(`symbol ${id}`, text.symbolMissing)];
  if (!isSymbol(symbol)) return [inTargets(`symbol ${id}`, text.symbol(symbol))];
  if (rows.find((row) => row.symbol === symbol)?.id !== id) return [inTargets(`symbol ${id}`, text.duplicate(symbol))];
  return readPercent(percent) === null ? [inTargets(`percent ${id}`, text.percent(symbol))] : [];
}

function inTargets(field: string, message: string): Problem {
  return { section: "targets", field, message };
}

/** The server's rule: within a hundredth of 100, or short of it by at most a point, which stays in cash. */
function isWhole(total: string): boolean {
  const missing = missingToHundred(total);
  const isOver = missing.startsWith("-");
  return !isPositive(sumPercents([missing.replace("-", ""), `-${isOver ? EXACT_WITHIN : KEPT_IN_CASH}`]));
}

function priceProblems({ prices }: Scenario): Problem[] {
  return Object.entries(prices)
    .filter(([, price]) => price.trim() !== "" && readPositive(price, SHARE_PLACES) === null)
    .map(([symbol]) => ({ section: "prices", field: symbol, message: text.price(symbol) }));
}

function tradeProblems({ id, what, name, size, unit }: OwnTrade, index: number): Problem[] {
  const wrong: Problem[] = [];
  const add = (field: string, message: string) => wrong.push({ section: "trades", field: `${field} ${id}`, message });
  if (what === "class" && !CLASS_SHAPE.test(name)) add("name", text.assetClass);
  if (what === "symbol" && !isSymbol(name)) add("name", name === "" ? text.symbolMissing : text.symbol(name));
  if (readPositive(size, SHARE_PLACES) === null) add("size", text.size(index + 1));
  if (what === "class" && unit === "quantity") add("unit", text.unitOfClass);
  return wrong;
}

function watchProblems(scenario: Scenario, known: readonly string[]): Problem[] {
  const symbols = new Set(symbolsOf(scenario, known));
  return scenario.watched
    .filter((symbol) => !symbols.has(symbol))
    .map((symbol) => ({ section: "watched", field: symbol, message: text.watched(symbol) }));
}
