import { Card } from "@/components/ui/card";
import { tax as taxMessages } from "@/lib/messages/tax";
import { ExportForm } from "./export-form";
import { ImportForm } from "./import-form";

const text = taxMessages.records;

/** The way in and out for what the broker does not know. */
export function RecordsCard() {
  return (
    <Card title={text.title} titleId="records-title" hint={text.hint}>
      <div className="grid gap-6 lg:grid-cols-[3fr_2fr] lg:gap-8">
        <ImportForm />
        <div className="border-t border-line pt-5 lg:border-t-0 lg:border-l lg:pt-0 lg:pl-8">
          <ExportForm />
        </div>
      </div>
    </Card>
  );
}
