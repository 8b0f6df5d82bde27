import { Link } from "react-router";
import { DatedMoment } from "@/components/money/figures";
import type { EventKind, InboxDocument } from "@/lib/contracts/generated";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import type { Way } from "../subject";
import { LevelBadge } from "./level-badge";
import { NewMark } from "./new-mark";

const text = alertsMessages;

// An alert's message needs no way of its own: its episode is on this page.
const WAYS: Record<EventKind, Way | null> = {
  rebalancing_triggered: { to: "/allocation", label: text.links.allocation },
  run_changed: { to: "/history", label: text.links.history },
  alert_changed: null,
  trial_sent: { to: "/settings#notifications", label: text.links.notifications },
};

export function InboxEntry({ entry, isNew }: { entry: InboxDocument; isNew: boolean }) {
  const way = WAYS[entry.kind];
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line py-3 first:pt-0 last:border-b-0 sm:grid-cols-[5.25rem_minmax(0,1fr)_auto]">
      <span className="flex items-start gap-2">
        <LevelBadge level={entry.level} />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-sm font-semibold break-words">{entry.title}</span>
          {isNew && <NewMark />}
        </p>
        <p className="mt-0.5 max-w-prose text-[0.8125rem] leading-snug break-words text-ink-soft">{entry.text}</p>
        {way && (
          <Link to={way.to} className="mt-1 inline-block py-1 text-[0.8125rem] font-medium text-accent underline-offset-2 hover:underline">
            {way.label}
          </Link>
        )}
      </div>
      <span className="text-[0.8125rem] text-ink-soft sm:text-right">
        <DatedMoment value={entry.at} />
      </span>
    </li>
  );
}
