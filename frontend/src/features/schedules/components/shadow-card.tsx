import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { messages } from "@/lib/messages";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { useCompareShadow } from "../api/compare-shadow";
import { type Month, recentMonths } from "../months";
import { ShadowTable } from "./shadow-table";

const text = schedulesMessages.shadow;
const MONTHS_BACK = 12;

/** What the plans of a shadow portfolio would have done, beside what was done. */
export function ShadowCard() {
  const [months] = useState(() => recentMonths(new Date(), MONTHS_BACK));
  const [chosen, setChosen] = useState<string | null>(null);
  const month = months.find(({ id }) => id === chosen) ?? months[0];
  return (
    <Card
      title={text.title}
      titleId="shadow-title"
      hint={text.hint}
      aside={
        month && (
          <Select
            label={text.month}
            isLabelHidden
            value={month.id}
            choices={months.map(({ id, name }) => ({ value: id, label: name }))}
            onValue={setChosen}
          />
        )
      }
    >
      {month && <Comparison month={month} />}
    </Card>
  );
}

function Comparison({ month }: { month: Month }) {
  const compared = useCompareShadow(month);
  if (compared.error) {
    return (
      <ErrorNotice
        title={text.failed}
        error={compared.error}
        action={
          <Button size="small" isBusy={compared.isFetching} onClick={() => void compared.refetch()}>
            {messages.common.retry}
          </Button>
        }
      />
    );
  }
  if (!compared.data) return <Skeleton what={text.loading} className="h-48" />;
  if (compared.data.days.length === 0) return <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>;
  return <ShadowTable days={compared.data.days} />;
}
