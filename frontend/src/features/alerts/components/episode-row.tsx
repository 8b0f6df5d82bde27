import { CircleCheck, CircleDot } from "lucide-react";
import { Link } from "react-router";
import { DatedMoment } from "@/components/money/figures";
import { formatSeconds } from "@/components/money/format-time";
import { Badge } from "@/components/ui/badge";
import type { AlertDocument } from "@/lib/contracts/generated";
import { useNow } from "@/lib/clock";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import { secondsLasted } from "../episodes";
import { subjectOf, wayOf } from "../subject";
import { LevelBadge } from "./level-badge";
import { NewMark } from "./new-mark";

const text = alertsMessages;

interface EpisodeRowProps {
  alert: AlertDocument;
  isNew: boolean;
}

/** One episode: two lines of words and its times, which move below the words on a phone. */
export function EpisodeRow({ alert, isNew }: EpisodeRowProps) {
  const way = wayOf(alert);
  return (
    <tr className="align-top">
      <td className="hidden border-b border-line py-3 pr-3 md:table-cell">
        <LevelBadge level={alert.level} />
      </td>
      <th scope="row" className="border-b border-line py-3 text-left font-normal md:pr-3">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="md:hidden">
            <LevelBadge level={alert.level} />
          </span>
          <span className="font-semibold break-words">{subjectOf(alert)}</span>
          <span className="text-[0.8125rem] text-ink-soft">{text.kinds[alert.kind]}</span>
          {isNew && <NewMark />}
        </span>
        <span className="mt-1 block max-w-prose text-[0.8125rem] leading-snug break-words text-ink-soft">{alert.text}</span>
        <span className="mt-2 block space-y-1 text-[0.8125rem] leading-snug md:hidden">
          <State alert={alert} />
          <span className="block text-ink-soft">
            <Times alert={alert} />
          </span>
        </span>
        <Link to={way.to} className="mt-1 inline-block py-1 text-[0.8125rem] font-medium text-accent underline-offset-2 hover:underline">
          {way.label}
        </Link>
      </th>
      <td className="hidden border-b border-line px-4 py-3 text-[0.8125rem] leading-snug text-ink-soft md:table-cell">
        <Times alert={alert} />
      </td>
      <td className="hidden border-b border-line py-3 pl-2 text-right text-[0.8125rem] md:table-cell">
        <State alert={alert} />
      </td>
    </tr>
  );
}

function Times({ alert }: { alert: AlertDocument }) {
  return (
    <span className="grid grid-cols-[auto_1fr] gap-x-2 whitespace-nowrap">
      <span>{text.openedAt}</span>
      <DatedMoment value={alert.opened_at} />
      <span>{alert.resolved_at === null ? text.lastChange : text.resolvedOn}</span>
      <DatedMoment value={alert.resolved_at ?? alert.changed_at} />
    </span>
  );
}

function State({ alert }: { alert: AlertDocument }) {
  const states = text.filters.states;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 md:flex-col md:items-end">
      <Badge icon={alert.is_open ? CircleDot : CircleCheck} tone={alert.is_open ? "accent" : "neutral"}>
        {alert.is_open ? states.open : states.resolved}
      </Badge>
      <span className="text-[0.8125rem] whitespace-nowrap tabular-nums">
        <Lasted alert={alert} />
      </span>
    </span>
  );
}

/** On its own, because it alone changes each second. */
function Lasted({ alert }: { alert: AlertDocument }) {
  const length = formatSeconds(secondsLasted(alert, useNow()));
  return alert.is_open ? text.soFar(length) : length;
}
