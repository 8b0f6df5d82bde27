import { useState } from "react";
import { Link } from "react-router";
import { assetClassName } from "@/components/money/asset-class";
import { symbolName } from "@/components/money/symbol-name";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Segmented } from "@/components/ui/segmented";
import { type Choice, Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { DriftSnapshotDocument } from "@/lib/contracts/generated";
import { history as historyMessages } from "@/lib/messages/history";
import { useLiveSnapshots } from "../api/live-snapshots";
import { type Focus, keysOf, seriesOf } from "../drift-series";
import { DriftChart } from "./drift-chart";
import { DriftFigures } from "./drift-figures";
import { Lost } from "@/components/lost";

const text = historyMessages;

type RangeName = keyof typeof text.ranges;

/** How many trading days a range reaches back. */
const DAYS: Record<RangeName, number> = { month: 22, quarter: 64, year: 253, all: 5000 };

const NOTHING: readonly DriftSnapshotDocument[] = [];

const RANGES = (Object.keys(DAYS) as RangeName[]).map((value) => ({ value, label: text.ranges[value] }));

/** Drift by trading day: the portfolio's figures or those of one symbol or asset class. */
export function DriftCard() {
  const [attempt, setAttempt] = useState(0);
  return <DriftRecord key={attempt} onRetry={() => setAttempt(attempt + 1)} />;
}

function DriftRecord({ onRetry }: { onRetry: () => void }) {
  const [range, setRange] = useState<RangeName>("quarter");
  const snapshots = useLiveSnapshots(DAYS[range]);
  const found = snapshots.status === "ready" ? snapshots.value : NOTHING;
  return (
    <Card
      title={text.driftTitle}
      titleId="drift-history-title"
      hint={text.driftHint}
      aside={found.length > 0 && <Segmented label={text.range} value={range} choices={RANGES} onValue={setRange} />}
    >
      {snapshots.status === "loading" && <Skeleton what={text.driftLoading} className="h-96" />}
      {snapshots.status === "error" && <Lost title={text.driftLost} onRetry={onRetry} />}
      {snapshots.status === "ready" && found.length === 0 && <NoDrift isKnown={!snapshots.fromCache} />}
      {found.length > 0 && <DriftBoard snapshots={found} />}
    </Card>
  );
}

function NoDrift({ isKnown }: { isKnown: boolean }) {
  if (!isKnown) return <Empty title={text.driftUnknown} />;
  return (
    <Empty
      title={text.driftEmptyTitle}
      action={
        <Link to="/schedules" className="text-sm font-medium text-accent underline underline-offset-4">
          {text.goToSchedules}
        </Link>
      }
    >
      {text.driftEmptyBody}
    </Empty>
  );
}

function DriftBoard({ snapshots }: { snapshots: readonly DriftSnapshotDocument[] }) {
  const [chosen, setChosen] = useState<Focus>("portfolio");
  const choices = focusChoices(snapshots);
  const focus = choices.some(({ value }) => value === chosen) ? chosen : "portfolio";
  const series = seriesOf(snapshots, focus);
  const name = choices.find(({ value }) => value === focus)?.label ?? text.portfolio;
  return (
    <div className="space-y-4">
      <Select label={text.focus} value={focus} choices={choices} onValue={setChosen} className="max-w-72" />
      <DriftChart key={`${focus} ${snapshots.length}`} series={series} title={focus === "portfolio" ? text.chartPortfolio : text.chartRow(name)} />
      <DriftFigures series={series} />
    </div>
  );
}

function focusChoices(snapshots: readonly DriftSnapshotDocument[]): Choice<Focus>[] {
  const { symbols, classes } = keysOf(snapshots);
  return [
    { value: "portfolio", label: text.portfolio },
    ...symbols.map((key): Choice<Focus> => ({ value: `symbol:${key}`, label: symbolName(key) })),
    ...classes.map((key): Choice<Focus> => ({ value: `class:${key}`, label: text.assetClass(assetClassName(key)) })),
  ];
}
