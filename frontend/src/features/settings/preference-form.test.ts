import { describe, expect, it } from "vitest";
import {
  clockText,
  DEFAULT_PREFERENCES,
  draftOfPreferences,
  isDuplicate,
  type PreferenceDraft,
  preferenceProblems,
  type RuleDraft,
  toPreferences,
} from "./preference-form";

const draft = draftOfPreferences(DEFAULT_PREFERENCES);
const wrong = (part: Partial<PreferenceDraft>) =>
  Object.entries(preferenceProblems({ ...draft, ...part })).filter(([, problem]) => problem !== null).map(([field]) => field);
const rule = (part: Partial<RuleDraft> = {}): RuleDraft => ({ id: "1", kind: "", least: "INFO", isMailed: true, isPushed: false, isDigested: false, ...part });

describe("what is stored", () => {
  it("comes back as it was", () => {
    const stored = { ...DEFAULT_PREFERENCES, address: "ann@example.com", webhook_url: "https://example.com/hook", quiet: { begins: 1320, ends: 390 }, digest_hour: null };

    expect(toPreferences(draftOfPreferences(stored))).toEqual({
      address: "ann@example.com",
      webhook_url: "https://example.com/hook",
      zone: "America/New_York",
      quiet_hours: { begins: "22:00", ends: "06:30" },
      digest_hour: null,
      rules: [
        { kind: null, least: "INFO", channels: ["MAIL"], digest: true },
        { kind: null, least: "WARNING", channels: ["MAIL"], digest: false },
        { kind: null, least: "CRITICAL", channels: ["MAIL", "PUSH"], digest: false },
      ],
    });
  });

  it("offers a usual night where no quiet hours are stored, but sends none", () => {
    expect([draft.quietBegins, draft.quietEnds, toPreferences(draft).quiet_hours]).toEqual(["22:00", "07:00", null]);
  });
});

it.each([
  [0, "00:00"],
  [390, "06:30"],
  [1439, "23:59"],
])("writes minute %i as %s", (minutes, clock) => {
  expect(clockText(minutes)).toBe(clock);
});

it.each<[Partial<PreferenceDraft>, string[]]>([
  [{}, []],
  [{ address: " ann@example.com " }, []],
  [{ address: "Ann <ann@example.com>" }, ["address"]],
  [{ address: "ann@example" }, ["address"]],
  [{ webhookUrl: "https://example.com/hook" }, []],
  [{ webhookUrl: "ftp://example.com" }, ["webhook_url"]],
  [{ webhookUrl: "https://ann:secret@example.com" }, ["webhook_url"]],
  [{ webhookUrl: "example.com" }, ["webhook_url"]],
  [{ isQuiet: true, quietBegins: "24:00" }, ["quiet_hours.begins"]],
  [{ isQuiet: true, quietEnds: "" }, ["quiet_hours.ends"]],
  [{ isQuiet: true, quietBegins: "07:00" }, ["quiet_hours.ends"]],
  [{ isQuiet: false, quietBegins: "07:00" }, []],
  [{ rules: [rule(), rule({ id: "2", isPushed: true })] }, ["rules"]],
])("finds in %j the faulty fields %j", (part, fields) => {
  expect(wrong(part)).toEqual(fields);
});

it("calls only the later of two rules for the same a duplicate", () => {
  const rules = [rule(), rule({ id: "2" }), rule({ id: "3", kind: "RUN" }), rule({ id: "4", least: "CRITICAL" })];

  expect(rules.map((each) => isDuplicate(each, rules))).toEqual([false, true, false, false]);
});

it.each([
  [{ isMailed: true, isPushed: true }, ["MAIL", "PUSH"]],
  [{ isMailed: false, isPushed: true }, ["PUSH"]],
  [{ isMailed: true }, ["MAIL"]],
  [{ isMailed: false }, []],
])("sends a rule with %j by %j", (part, channels) => {
  expect(toPreferences({ ...draft, rules: [rule(part)] }).rules?.[0]?.channels).toEqual(channels);
});

it("lets nothing wait for a digest that is not mailed", () => {
  expect(toPreferences({ ...draft, rules: [rule({ isMailed: false, isDigested: true })] }).rules?.[0]?.digest).toBe(false);
});

it("trims what was typed and sends null for what is empty", () => {
  const sent = toPreferences({ ...draft, address: " ann@example.com ", webhookUrl: " ", digestHour: "17" });

  expect(sent).toMatchObject({ address: "ann@example.com", webhook_url: null, digest_hour: 17 });
});
