import { formatDay } from "@/components/money/format-time";
import { symbolName } from "@/components/money/symbol-name";
import type { AlertDocument, AlertKind } from "@/lib/contracts/generated";
import { alerts as alertsMessages } from "@/lib/messages/alerts";

const text = alertsMessages.subjects;
const links = alertsMessages.links;

const SWITCH = /^(USER|PORTFOLIO|acct_\w+)-(HALTED|REDUCE_ONLY)$/;
const WINDOW = /^(.+)-(NO_BUY|NO_LOSS_SALE)$/;
const LONG_TERM = /^(.+)-LONG_TERM-(\d{4}-\d{2}-\d{2})$/;
const PLAN_ID = /^pl_\w+$/;

type Subject = Pick<AlertDocument, "kind" | "key">;

/** Where an alert leads to. */
export interface Way {
  to: string;
  label: string;
}

const ALLOCATION: Way = { to: "/allocation", label: links.allocation };
const SCHEDULES: Way = { to: "/schedules", label: links.schedules };

const WORDS: Record<AlertKind, (key: string) => string> = {
  DRIFT: symbolName,
  RUN: text.run,
  REFUSAL: (key) => (key === "plan" ? text.automaticPlan : symbolName(key)),
  KILL_SWITCH: switchWords,
  STALE_PRICES: (key) => (key === "check" ? text.check : symbolName(key)),
  TAX_WINDOW: windowWords,
  PLAN_WAITING: (key) => (PLAN_ID.test(key) ? text.plan(key) : text.automaticPlan),
  DELIVERY: (key) => (isChannel(key) ? text.channels[key] : key),
};

const WAYS: Record<AlertKind, (key: string) => Way> = {
  DRIFT: () => ALLOCATION,
  RUN: (key) => ({ to: `/history/${encodeURIComponent(key)}`, label: links.run }),
  REFUSAL: () => SCHEDULES,
  KILL_SWITCH: () => ({ to: "/settings#risk", label: links.switches }),
  STALE_PRICES: () => SCHEDULES,
  TAX_WINDOW: () => ({ to: "/tax", label: links.tax }),
  PLAN_WAITING: (key) => (PLAN_ID.test(key) ? { to: `/plans/${key}`, label: links.plan } : ALLOCATION),
  DELIVERY: () => ({ to: "/settings#notifications", label: links.notifications }),
};

/** What an alert is about, in words; a key of an unknown shape is shown as it is. */
export function subjectOf({ kind, key }: Subject): string {
  return WORDS[kind](key);
}

/** The page on which something can be done about an alert. */
export function wayOf({ kind, key }: Subject): Way {
  return WAYS[kind](key);
}

function switchWords(key: string): string {
  const [, whose, mode] = SWITCH.exec(key) ?? [];
  if (mode !== "HALTED" && mode !== "REDUCE_ONLY") return key;
  const name = whose === "USER" ? text.person : whose === "PORTFOLIO" ? text.portfolio : text.account;
  return text.stopped(name, text.modes[mode]);
}

function windowWords(key: string): string {
  const [, ripe, day] = LONG_TERM.exec(key) ?? [];
  if (ripe && day) return text.longTerm(ripe, formatDay(day));
  const [, symbol, bar] = WINDOW.exec(key) ?? [];
  if (!symbol) return key;
  return bar === "NO_BUY" ? text.noBuy(symbol) : text.noLossSale(symbol);
}

function isChannel(key: string): key is keyof typeof text.channels {
  return Object.hasOwn(text.channels, key);
}
