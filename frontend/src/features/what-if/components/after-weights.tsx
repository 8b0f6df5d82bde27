import { assetClassName } from "@/components/money/asset-class";
import { chartNumber } from "@/components/money/chart-number";
import { Percent } from "@/components/money/figures";
import { CASH_SYMBOL, symbolName } from "@/components/money/symbol-name";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { isPositive } from "@/lib/percent";
import { classWeights, type Mix, rowsOfAll, symbolWeights, type WeightRow } from "../weights";

const text = whatIfMessages;
const TITLE_ID = "weights-title";
const OTHER_COLOUR = "var(--slice-other)";

export type PaletteOf = (rows: readonly DriftAnalysisRow[]) => ReadonlyMap<string, string>;

interface AfterWeightsProps {
  /** The portfolio as it is, then each scenario afterwards. */
  mixes: readonly Mix[];
  paletteOf: PaletteOf;
}

/** What each symbol makes up afterwards: one bar per scenario on one legend, and the same as a table. */
export function AfterWeights({ mixes, paletteOf }: AfterWeightsProps) {
  const palette = paletteOf(rowsOfAll(mixes));
  const colourOf = (symbol: string) => palette.get(symbol) ?? OTHER_COLOUR;
  const symbols = symbolWeights(mixes);
  const classes = classWeights(mixes);
  return (
    <Card title={text.weightsTitle} titleId={TITLE_ID} hint={text.weightsHint}>
      <figure className="space-y-2">
        {mixes.map((mix) => (
          <WeightBar key={mix.id} mix={mix} order={[...palette.keys()]} colourOf={colourOf} />
        ))}
        <WeightLegend symbols={symbols.map((row) => row.key)} palette={palette} />
      </figure>
      <Table aria-labelledby={TITLE_ID} className="mt-5 table-fixed text-xs sm:text-sm">
        <thead>
          <tr>
            <HeadCell className="w-[22%]">{text.bySymbol}</HeadCell>
            {mixes.map((mix) => (
              <HeadCell key={mix.id} className="px-1 text-right break-words sm:px-2">
                {mix.name}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {symbols.map((row) => (
            <WeightCells key={row.key} row={row} name={symbolName(row.key)} mixes={mixes} colour={colourOf(row.key)} />
          ))}
        </tbody>
        {classes.length > 0 && (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={mixes.length + 1} className="pt-5 pb-2 text-left text-xs font-medium text-ink-soft">
                {text.byClass}
              </th>
            </tr>
            {classes.map((row) => (
              <WeightCells key={row.key} row={row} name={assetClassName(row.key)} mixes={mixes} colour={null} />
            ))}
          </tbody>
        )}
      </Table>
    </Card>
  );
}

interface WeightBarProps {
  mix: Mix;
  /** The symbols with a colour of their own, in the legend's order; all others follow, then cash. */
  order: readonly string[];
  colourOf: (symbol: string) => string;
}

function WeightBar({ mix, order, colourOf }: WeightBarProps) {
  const place = (symbol: string) => {
    if (symbol === CASH_SYMBOL) return order.length + 1;
    const found = order.indexOf(symbol);
    return found < 0 ? order.length : found;
  };
  const shown = mix.rows
    ?.filter((row) => isPositive(row.actual_percent))
    .toSorted((left, right) => place(left.symbol) - place(right.symbol));
  return (
    <div className="grid grid-cols-1 items-center gap-x-3 gap-y-1 sm:grid-cols-[8rem_1fr]">
      <span title={mix.name} className="truncate text-xs text-ink-soft">{mix.name}</span>
      {shown ? (
        <svg aria-hidden width="100%" height="20" className="block rounded-md bg-sunken">
          {shown.map((row, index) => {
            const start = shown.slice(0, index).reduce((sum, each) => sum + chartNumber(each.actual_percent), 0);
            return (
              <rect
                key={row.symbol}
                x={`${start}%`}
                width={`${chartNumber(row.actual_percent)}%`}
                height="20"
                fill={colourOf(row.symbol)}
                stroke="var(--surface)"
                strokeWidth="1"
              />
            );
          })}
        </svg>
      ) : (
        <span className="text-xs text-ink-soft italic">{text.classesOnly}</span>
      )}
    </div>
  );
}

function WeightLegend({ symbols, palette }: { symbols: readonly string[]; palette: ReadonlyMap<string, string> }) {
  const own = symbols.filter((symbol) => palette.has(symbol));
  const entries = own.map((symbol) => ({ name: symbolName(symbol), colour: palette.get(symbol) ?? OTHER_COLOUR }));
  if (own.length < symbols.length) entries.push({ name: messages.common.other, colour: OTHER_COLOUR });
  return (
    <figcaption aria-label={text.legend} className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-xs text-ink-soft">
      {entries.map(({ name, colour }) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-[3px]" style={{ backgroundColor: colour }} />
          {name}
        </span>
      ))}
    </figcaption>
  );
}

interface WeightCellsProps {
  row: WeightRow;
  name: string;
  mixes: readonly Mix[];
  /** Null for a row that has no colour in the bars. */
  colour: string | null;
}

function WeightCells({ row, name, mixes, colour }: WeightCellsProps) {
  return (
    <tr>
      <RowHead className="py-2 compact:py-1 break-words">
        <span className="flex items-center gap-1.5">
          {colour && <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ backgroundColor: colour }} />}
          <span className="min-w-0">{name}</span>
        </span>
      </RowHead>
      {row.percents.map((percent, index) => (
        <Cell key={mixes[index]?.id} className="px-1 py-2 compact:py-1 text-right sm:px-2">
          {percent === null ? text.unknown : <Percent value={percent} />}
        </Cell>
      ))}
    </tr>
  );
}
