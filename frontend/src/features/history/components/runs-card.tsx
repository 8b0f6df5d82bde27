import { useDeferredValue, useMemo, useState } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Live } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { history as historyMessages } from "@/lib/messages/history";
import { useLivePerformances } from "../api/live-performances";
import { useLiveRebalancings } from "../api/live-rebalancings";
import { useLiveRuns } from "../api/live-runs";
import { EVERYTHING, filterRows, joinRuns, type RunFilter, type RunRow } from "../run-rows";
import { ExportButtons } from "./export-buttons";
import { Lost } from "@/components/lost";
import { RunFilters } from "./run-filters";
import { RunTable } from "./run-table";

const text = historyMessages;
const STEP = 50;

/** Every run of the portfolio, newest first, to filter and to take along. */
export function RunsCard() {
  const [attempt, setAttempt] = useState(0);
  return <Runs key={attempt} onRetry={() => setAttempt(attempt + 1)} />;
}

function Runs({ onRetry }: { onRetry: () => void }) {
  const [limit, setLimit] = useState(STEP);
  const [filter, setFilter] = useState<RunFilter>(EVERYTHING);
  const runs = useLiveRuns(limit);
  const done = useLiveRebalancings(limit);
  const figures = useLivePerformances(limit);
  const rows = useMemo(() => joinRuns(listOf(runs), listOf(done), listOf(figures)), [runs, done, figures]);
  const listed = useMemo(() => filterRows(rows, filter), [rows, filter]);
  const hasMore = runs.status === "ready" && runs.value.length >= limit;
  const isWaiting = [runs, done, figures].some(({ status }) => status === "loading");
  const state = { rows, listed, filter, hasMore };
  return (
    <Card
      title={text.runsTitle}
      titleId="runs-title"
      hint={text.runsHint}
      aside={listed.length > 0 && <ExportButtons rows={listed} />}
    >
      {runs.status === "error" && <Lost title={text.runsLost} onRetry={onRetry} />}
      {runs.status !== "error" && isWaiting && <Skeleton what={text.runsLoading} className="h-96" />}
      {runs.status === "ready" && !isWaiting && (
        <div className="space-y-4">
          {(done.status === "error" || figures.status === "error") && <Notice tone="warning">{text.figuresLost}</Notice>}
          {rows.length === 0 ? (
            <NoRuns isKnown={!runs.fromCache} />
          ) : (
            <RunBoard {...state} onFilter={setFilter} onMore={() => setLimit(limit + STEP)} />
          )}
        </div>
      )}
    </Card>
  );
}

interface RunBoardProps {
  rows: readonly RunRow[];
  listed: readonly RunRow[];
  filter: RunFilter;
  hasMore: boolean;
  onFilter: (filter: RunFilter) => void;
  onMore: () => void;
}

function RunBoard({ rows, listed, filter, hasMore, onFilter, onMore }: RunBoardProps) {
  const drawn = useDeferredValue(listed);
  return (
    <>
      <RunFilters filter={filter} onFilter={onFilter} />
      {listed.length === 0 ? (
        <Empty
          title={text.noMatchTitle}
          action={
            <Button size="small" onClick={() => onFilter(EVERYTHING)}>
              {text.clearFilters}
            </Button>
          }
        >
          {text.noMatchBody(rows.length)} {hasMore && text.noMatchMore}
        </Empty>
      ) : (
        <RunTable rows={drawn} />
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-[0.8125rem] text-ink-soft">
          {text.listed(listed.length, rows.length)} {hasMore && text.moreExist}
        </p>
        {hasMore && <Button onClick={onMore}>{messages.common.loadMore}</Button>}
      </div>
    </>
  );
}

function NoRuns({ isKnown }: { isKnown: boolean }) {
  if (!isKnown) return <Empty title={text.runsUnknown} />;
  return (
    <Empty
      title={text.noRunsTitle}
      action={
        <Link to="/allocation" className="text-sm font-medium text-accent underline underline-offset-4">
          {text.goToAllocation}
        </Link>
      }
    >
      {text.noRunsBody}
    </Empty>
  );
}

function listOf<Value>(live: Live<Value[]>): Value[] {
  return live.status === "ready" ? live.value : [];
}
