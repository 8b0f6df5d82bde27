import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { StudiedPolicyDocument } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { evidenceOf } from "../study-words";

const text = schedulesMessages.study;

interface StudyEvidenceProps {
  policy: StudiedPolicyDocument;
  paths: number;
  years: number;
}

/** What came of the recommended schedule, with intervals. */
export function StudyEvidence({ policy, paths, years }: StudyEvidenceProps) {
  return (
    <section aria-labelledby="study-evidence">
      <h3 id="study-evidence" className="text-sm font-semibold">
        {text.evidenceTitle}
      </h3>
      <p className="mb-2 text-[0.8125rem] text-ink-soft">{text.evidenceHint(paths, years)}</p>
      <Table aria-labelledby="study-evidence">
        <thead>
          <tr>
            <HeadCell>{text.figure}</HeadCell>
            <HeadCell className="text-right">{text.mean}</HeadCell>
            <HeadCell className="text-right">{text.interval}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {evidenceOf(policy).map((row) => (
            <tr key={row.name}>
              <RowHead className="font-normal">{row.name}</RowHead>
              <Cell className="text-right font-semibold whitespace-nowrap tabular-nums">{row.mean}</Cell>
              <Cell className="text-right tabular-nums text-ink-soft">{row.interval}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
