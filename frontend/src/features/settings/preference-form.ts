import type {
  AlertKind,
  AlertLevel,
  ChannelRuleSection,
  PreferencesDocument,
  SavePreferencesRequest,
  StoredChannelRule,
} from "@/lib/contracts/generated";
import { settings as settingsMessages } from "@/lib/messages/settings";
import type { Edits } from "./use-edits";

const text = settingsMessages.channels.problems;

/** One address without a name beside it, as the server wants it. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const USUAL_QUIET = { begins: 22 * 60, ends: 7 * 60 };

export const MOST_RULES = 50;

/** A rule as it stands in the form; an empty kind is every kind. */
export interface RuleDraft {
  id: string;
  kind: AlertKind | "";
  least: AlertLevel;
  isMailed: boolean;
  isPushed: boolean;
  isDigested: boolean;
}

export interface PreferenceDraft {
  address: string;
  webhookUrl: string;
  zone: string;
  isQuiet: boolean;
  quietBegins: string;
  quietEnds: string;
  /** "0" to "23", or empty for no digest. */
  digestHour: string;
  rules: readonly RuleDraft[];
}

export type PreferenceField = "address" | "webhook_url" | "quiet_hours.begins" | "quiet_hours.ends" | "rules";

/** What the fields of the form need of it. */
export interface PreferenceForm {
  edits: Edits<PreferenceDraft>;
  problemOf: (field: PreferenceField | "zone" | "digest_hour") => string | null;
}

/** How a person is told who has saved nothing (docs/api.md). */
export const DEFAULT_PREFERENCES: PreferencesDocument = {
  address: null,
  webhook_url: null,
  zone: "America/New_York",
  quiet: null,
  digest_hour: 8,
  rules: [
    { kind: null, least: "INFO", channels: ["MAIL"], is_digested: true },
    { kind: null, least: "WARNING", channels: ["MAIL"], is_digested: false },
    { kind: null, least: "CRITICAL", channels: ["MAIL", "PUSH"], is_digested: false },
  ],
};

export function draftOfPreferences(stored: PreferencesDocument): PreferenceDraft {
  const quiet = stored.quiet ?? USUAL_QUIET;
  return {
    address: stored.address ?? "",
    webhookUrl: stored.webhook_url ?? "",
    zone: stored.zone,
    isQuiet: stored.quiet !== null,
    quietBegins: clockText(quiet.begins),
    quietEnds: clockText(quiet.ends),
    digestHour: stored.digest_hour === null ? "" : String(stored.digest_hour),
    rules: draftOfRules(stored.rules),
  };
}

export function draftOfRules(rules: readonly StoredChannelRule[]): RuleDraft[] {
  return rules.map(({ kind, least, channels, is_digested }, index) => ({
    id: `stored-${index}`,
    kind: kind ?? "",
    least,
    isMailed: channels.includes("MAIL"),
    isPushed: channels.includes("PUSH"),
    isDigested: is_digested,
  }));
}

/** Minutes after midnight as "22:00". */
export function clockText(minutes: number): string {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, "0");
}

/** The first thing wrong with each field; null where nothing is. */
export function preferenceProblems(draft: PreferenceDraft): Record<PreferenceField, string | null> {
  const { address, webhookUrl, isQuiet, quietBegins, quietEnds, rules } = draft;
  const isSame = isQuiet && quietBegins === quietEnds;
  const timeProblem = (typed: string) => (!isQuiet || CLOCK_TIME.test(typed) ? null : text.quietTime);
  return {
    address: address.trim() === "" || ADDRESS.test(address.trim()) ? null : text.address,
    webhook_url: webhookUrl.trim() === "" || isWebhook(webhookUrl.trim()) ? null : text.webhook,
    "quiet_hours.begins": timeProblem(quietBegins),
    "quiet_hours.ends": timeProblem(quietEnds) ?? (isSame ? text.quietSame : null),
    rules: rules.some((rule) => isDuplicate(rule, rules)) ? text.duplicate : null,
  };
}

/** Whether an earlier rule is for the same kind and level, so that nobody can tell which of the two counts. */
export function isDuplicate(rule: RuleDraft, rules: readonly RuleDraft[]): boolean {
  return rules.find(({ kind, least }) => kind === rule.kind && least === rule.least) !== rule;
}

/** The request that saves a draft without problems. */
export function toPreferences(draft: PreferenceDraft): SavePreferencesRequest {
  return {
    address: draft.address.trim() || null,
    webhook_url: draft.webhookUrl.trim() || null,
    zone: draft.zone,
    quiet_hours: draft.isQuiet ? { begins: draft.quietBegins, ends: draft.quietEnds } : null,
    digest_hour: draft.digestHour === "" ? null : +draft.digestHour,
    rules: draft.rules.map(toRule),
  };
}

function toRule({ kind, least, isMailed, isPushed, isDigested }: RuleDraft): ChannelRuleSection {
  const mail: ChannelRuleSection["channels"] = isMailed ? ["MAIL"] : [];
  return {
    kind: kind || null,
    least,
    channels: isPushed ? (isMailed ? ["MAIL", "PUSH"] : ["PUSH"]) : mail,
    digest: isMailed && isDigested,
  };
}

// Plain http is left to the server to judge: the local stack allows it for this machine.
function isWebhook(url: string): boolean {
  if (/\s/.test(url) || !URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}
