import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { HeadCell, Table } from "@/components/ui/table";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { type CheckPages, useLiveChecks } from "../api/live-checks";
import { CheckRow } from "./check-row";

const text = schedulesMessages.log;

/** Every look of the schedule, the latest first, and what became of it. */
export function ChecksCard() {
  const pages = useLiveChecks();
  return (
    <Card title={text.title} titleId="checks-title" hint={text.hint}>
      <Checks pages={pages} />
    </Card>
  );
}

function Checks({ pages: { checks, hasMore, isGrowing, showMore } }: { pages: CheckPages }) {
  if (checks.status === "error") return <Notice tone="critical" role="alert">{text.failed}</Notice>;
  if (checks.status !== "ready") return <Skeleton what={text.loading} className="h-48" />;
  if (checks.value.length === 0) return <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>;
  return (
    <>
      <Table aria-labelledby="checks-title">
        <thead>
          <tr>
            <HeadCell className="hidden sm:table-cell">{text.when}</HeadCell>
            <HeadCell className="max-sm:pl-0">{text.result}</HeadCell>
            <HeadCell className="hidden sm:table-cell">{text.reason}</HeadCell>
            <HeadCell className="whitespace-nowrap">{text.leads}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {checks.value.map((check) => (
            <CheckRow key={check.check_id} check={check} />
          ))}
        </tbody>
      </Table>
      {hasMore && (
        <Button className="mt-3" isBusy={isGrowing} onClick={showMore}>
          {text.more}
        </Button>
      )}
    </>
  );
}
