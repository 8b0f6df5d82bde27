import { describe, expect, it } from "vitest";
import { type ConditionDraft, type ConditionKind, emptyCondition, emptyRule, type RuleDraft } from "./rule-draft";
import { ruleSentence } from "./rule-sentence";

const POLICY = { frequency: "QUARTERLY", month: 1, day: 1 } as const;

function say(kind: ConditionKind, part: Partial<ConditionDraft> = {}, terms: Partial<RuleDraft> = {}): string {
  return ruleSentence({ ...emptyRule(kind, []), conditions: [{ ...emptyCondition(kind), ...part }], ...terms }, POLICY);
}

describe("a calendar", () => {
  it.each([
    [{}, "Every quarter on the first trading day on or after the 1st of January, April, July and October."],
    [{ shift: "PRECEDING" }, "Every quarter on the last trading day on or before the 1st of January, April, July and October."],
    [{ frequency: "WEEKLY", weekday: "5" }, "Every week on the first trading day on or after Friday."],
    [{ frequency: "MONTHLY", day: "22" }, "Every month on the first trading day on or after the 22nd."],
    [{ frequency: "MONTHLY", day: "13" }, "Every month on the first trading day on or after the 13th."],
    [{ frequency: "MONTHLY", day: "31" }, "Every month on the first trading day on or after the 31st (in shorter months their last day)."],
    [{ frequency: "ANNUAL", month: "12", day: "3" }, "Every year on the first trading day on or after December 3."],
    [{ frequency: "MONTHLY", day: "x" }, "…."],
  ] as const)("with %o", (part, sentence) => {
    expect(say("CALENDAR", part)).toBe(sentence);
  });

  it("of the policy is spelled out", () => {
    expect(say("CALENDAR", { hasOwnCalendar: false })).toMatch(/^On the dates of your policy’s calendar: every quarter on the first/);
  });
});

describe("a condition", () => {
  it.each([
    ["THRESHOLD", {}, "When any holding or cash is outside its band."],
    ["THRESHOLD", { threshold: "2,5%" }, "When any holding or cash is more than 2.5 points off its target."],
    ["VOLATILITY_CHANGE", {}, "When the volatility of the portfolio over the last 60 sessions differs by more than 50% from the 60 before."],
    ["VOLATILITY_CHANGE", { symbol: "SPY", measure: "ABSOLUTE", change: "8" }, "When the volatility of SPY over the last 60 sessions differs by more than 8 points from the 60 before."],
    ["CORRELATION_CHANGE", {}, "When the correlation of any pair you hold over the last 60 sessions differs by more than 30 points from the 60 before."],
    ["CORRELATION_CHANGE", { pair: "spy, tlt", lookBack: "" }, "When the correlation of SPY and TLT over the last … sessions differs by more than 30 points from the … before."],
    ["CASH_FLOW", { amount: "1,000" }, "When deposits and dividends since the last check come to more than $1,000."],
    ["CASH_FLOW", { amount: "12.5", dividends: false, withdrawals: true }, "When deposits, or withdrawals, since the last check come to more than $12.50."],
  ] as const)("of type %s with %o", (kind, part, sentence) => {
    expect(say(kind, part)).toBe(sentence);
  });
});

describe("a combined rule", () => {
  const combined = emptyRule("COMBINED", []);

  it("joins conditions that must all hold", () => {
    expect(ruleSentence(combined, POLICY)).toBe(
      "When all of these hold at one check: a date has come (every quarter on the first trading day on or after the 1st of January, April, July and October); and any holding or cash is outside its band.",
    );
  });

  it("joins conditions of which one is enough", () => {
    expect(ruleSentence({ ...combined, combine: "ANY" }, POLICY)).toMatch(/^When any of these holds: .*; or any holding/);
  });

  it("without a condition never fires", () => {
    expect(ruleSentence({ ...combined, conditions: [] }, POLICY)).toBe("Never, because it has no condition.");
  });
});

it("says that a manual rule starts nothing", () => {
  expect(ruleSentence(emptyRule("MANUAL", []), POLICY)).toBe("Never by itself; it sets the terms for when you ask.");
});

it("ends with the method and the limits", () => {
  expect(say("THRESHOLD", {}, { method: "TAX_AWARE", maxTurnover: "20", minTradeSize: "50", costLimit: "25", excluded: "gld" })).toBe(
    "When any holding or cash is outside its band, with tax-aware rebalancing, turnover of at most 20%, no trade under $50.00, costs of at most $25.00 and nothing in GLD.",
  );
});
