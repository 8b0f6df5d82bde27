import { Money, SignedMoney } from "@/components/money/figures";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { TaxYearDocument } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";

const text = taxMessages.years;

/** What the years before have realised. */
export function EarlierYears({ years }: { years: readonly TaxYearDocument[] }) {
  return (
    <section className="mt-5 border-t border-line pt-4">
      <h3 id="earlier-years" className="mb-3 text-sm font-semibold">
        {text.earlier}
      </h3>
      <Table aria-labelledby="earlier-years">
        <thead>
          <tr>
            <HeadCell>{text.year}</HeadCell>
            <HeadCell className="text-right">{text.short}</HeadCell>
            <HeadCell className="text-right">{text.long}</HeadCell>
            <HeadCell className="text-right">{text.disallowed}</HeadCell>
            <HeadCell className="hidden text-right md:table-cell">{text.carriedShort}</HeadCell>
            <HeadCell className="hidden text-right md:table-cell">{text.carriedLong}</HeadCell>
            <HeadCell className="hidden text-right sm:table-cell">{text.sold}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year.year}>
              <RowHead className="tabular-nums">{year.year}</RowHead>
              <Cell className="text-right">
                <SignedMoney value={year.short_term} />
              </Cell>
              <Cell className="text-right">
                <SignedMoney value={year.long_term} />
              </Cell>
              <Cell className="text-right">
                <Money value={year.disallowed} />
              </Cell>
              <Cell className="hidden text-right md:table-cell">
                <Money value={year.carried_short} />
              </Cell>
              <Cell className="hidden text-right md:table-cell">
                <Money value={year.carried_long} />
              </Cell>
              <Cell className="hidden text-right tabular-nums sm:table-cell">{year.disposal_count}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
