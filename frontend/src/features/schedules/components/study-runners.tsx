import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { StudiedPolicyDocument } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { basisPoints, count, policyName } from "../study-words";

const text = schedulesMessages.study;
const FIRST = 5;

/** The other schedules by their loss; those the paths cannot tell from the least are marked. */
export function StudyRunners({ runners }: { runners: readonly StudiedPolicyDocument[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? runners : runners.slice(0, FIRST);
  return (
    <section aria-labelledby="study-runners">
      <h3 id="study-runners" className="text-sm font-semibold">
        {text.runnersTitle}
      </h3>
      <p className="mb-2 text-[0.8125rem] text-ink-soft">{text.runnersHint}</p>
      <Table aria-labelledby="study-runners">
        <thead>
          <tr>
            <HeadCell>{text.schedule}</HeadCell>
            <HeadCell className="text-right">{text.loss}</HeadCell>
            <HeadCell className="text-right">{text.behind}</HeadCell>
            <HeadCell className="text-right">{text.events}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.map((policy) => (
            <tr key={policyName(policy)}>
              <RowHead className="font-normal">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                  {policyName(policy)}
                  {policy.is_tied && <Badge>{text.isTied}</Badge>}
                </span>
              </RowHead>
              <Cell className="text-right whitespace-nowrap tabular-nums">{basisPoints(policy.loss.value)}</Cell>
              <Cell className="text-right whitespace-nowrap tabular-nums">{basisPoints(policy.behind.value)}</Cell>
              <Cell className="text-right whitespace-nowrap tabular-nums">{count(policy.events.value)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      {!isWhole && runners.length > FIRST && (
        <Button size="small" className="mt-2" onClick={() => setIsWhole(true)}>
          {text.more}
        </Button>
      )}
    </section>
  );
}
