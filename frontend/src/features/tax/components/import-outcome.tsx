import { useEffect, useRef } from "react";
import { ErrorNotice, isUnsure } from "@/components/error-notice";
import { Fact, FactList } from "@/components/ui/fact";
import { Notice } from "@/components/ui/notice";
import type { ImportTaxRecordsResult, LedgerFindingView } from "@/lib/contracts/generated";
import { CallError } from "@/lib/firebase";
import { tax as taxMessages } from "@/lib/messages/tax";
import { ShortDay } from "./short-day";

const text = taxMessages.records;
const MOST_FINDINGS = 25;

interface ImportOutcomeProps {
  result: ImportTaxRecordsResult | undefined;
  error: Error | null;
}

/** What an import changed, or why it changed nothing; the focus moves here when it arrives. */
export function ImportOutcome({ result, error }: ImportOutcomeProps) {
  const place = useRef<HTMLDivElement>(null);
  const outcome = result ?? error;
  useEffect(() => {
    if (outcome) place.current?.focus();
  }, [outcome]);
  return (
    <div ref={place} tabIndex={-1} className="rounded-lg outline-none focus-visible:outline-2">
      {error && <ErrorNotice title={titleOf(error)} error={error} action={isUnsure(error) && <p>{text.sameAgain}</p>} />}
      {result && <Imported result={result} />}
    </div>
  );
}

/** The server names line and column of a bad cell. */
function titleOf(error: Error): string {
  const where = error instanceof CallError ? error.details?.field : null;
  if (where) return text.failedAt(where);
  return isUnsure(error) ? text.failedUnsure : text.failed;
}

function Imported({ result }: { result: ImportTaxRecordsResult }) {
  return (
    <div className="space-y-3">
      <Notice tone="info" role="status" title={`${text.imported}: ${text.kinds[result.kind]}`}>
        <FactList>
          <Fact name={text.added}>{result.added_count}</Fact>
          <Fact name={text.changed}>{result.changed_count}</Fact>
          <Fact name={text.unchanged}>{result.unchanged_count}</Fact>
          <Fact name={text.removed}>{result.removed_count}</Fact>
        </FactList>
      </Notice>
      {result.findings.length > 0 && <Findings findings={result.findings} />}
    </div>
  );
}

function Findings({ findings }: { findings: readonly LedgerFindingView[] }) {
  return (
    <Notice tone="warning" title={text.findings(findings.length)}>
      <p>{text.findingsWhy}</p>
      <ul className="mt-2 space-y-2">
        {findings.slice(0, MOST_FINDINGS).map((finding) => (
          <li key={`${finding.account} ${finding.symbol} ${finding.day} ${finding.message}`}>
            <strong className="font-semibold">{finding.symbol}</strong> <ShortDay value={finding.day} />{" "}
            <span className="text-ink-soft">{finding.account}</span>
            <span className="block">{finding.message}</span>
          </li>
        ))}
      </ul>
      {findings.length > MOST_FINDINGS && <p className="mt-2">{text.moreFindings(findings.length - MOST_FINDINGS)}</p>}
    </Notice>
  );
}
