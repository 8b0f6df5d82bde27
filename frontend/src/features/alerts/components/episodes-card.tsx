import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { HeadCell, Table } from "@/components/ui/table";
import type { AlertDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import { type Filters, filterEpisodes, isFiltered, NO_FILTERS } from "../episodes";
import { isNewSince } from "../last-visit";
import { useOpenAlertCount } from "../use-open-alert-count";
import { AlertFilters } from "./alert-filters";
import { EpisodeRow } from "./episode-row";

const text = alertsMessages;
const TITLE_ID = "episodes-title";

interface EpisodesCardProps {
  episodes: readonly AlertDocument[];
  /** The end of the last visit; null on the first. */
  seen: string | null;
  /** Loads older ones; null where there are none. */
  onMore: (() => void) | null;
}

/** Every alert from its opening to its end, open ones first. */
export function EpisodesCard({ episodes, seen, onMore }: EpisodesCardProps) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const count = useOpenAlertCount();
  const shown = filterEpisodes(episodes, filters);
  return (
    <Card
      title={text.title}
      titleId={TITLE_ID}
      hint={text.hint}
      aside={<Badge tone={count === null ? "neutral" : "warning"}>{count === null ? text.noneOpen : text.openCount(count)}</Badge>}
    >
      {episodes.length === 0 ? (
        <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>
      ) : (
        <>
          <AlertFilters filters={filters} onFilters={setFilters} />
          {shown.length === 0 ? (
            <NoMatch filters={filters} onClear={() => setFilters(NO_FILTERS)} />
          ) : (
            <EpisodeTable episodes={shown} seen={seen} />
          )}
        </>
      )}
      {onMore && (
        <Button className="mt-4" onClick={onMore}>
          {messages.common.loadMore}
        </Button>
      )}
    </Card>
  );
}

function EpisodeTable({ episodes, seen }: Pick<EpisodesCardProps, "episodes" | "seen">) {
  return (
    <Table aria-labelledby={TITLE_ID}>
      <thead className="max-md:sr-only">
        <tr>
          <HeadCell className="hidden md:table-cell">{text.columns.level}</HeadCell>
          <HeadCell className="md:pl-0">{text.columns.what}</HeadCell>
          <HeadCell className="hidden px-4 md:table-cell">{text.columns.when}</HeadCell>
          <HeadCell className="hidden text-right md:table-cell">{text.columns.lasted}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {episodes.map((alert) => (
          <EpisodeRow key={alert.alert_id} alert={alert} isNew={isNewSince(seen, alert.changed_at)} />
        ))}
      </tbody>
    </Table>
  );
}

function NoMatch({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const isJustOpen = filters.state === "open" && !isFiltered({ ...filters, state: "all" });
  return (
    <Empty
      title={isJustOpen ? text.nothingOpenTitle : text.noMatchTitle}
      action={
        <Button size="small" onClick={onClear}>
          {text.filters.clear}
        </Button>
      }
    >
      {isJustOpen ? text.nothingOpenBody : text.noMatchBody}
    </Empty>
  );
}
