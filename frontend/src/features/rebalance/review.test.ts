import { expect, it } from "vitest";
import type { RuleResultView } from "@/lib/contracts/generated";
import { preview } from "../../../testing/samples";
import { needsLook, reviewReason } from "./review";

const rule = (rule_id: string, severity: RuleResultView["severity"], status: RuleResultView["status"]): RuleResultView => ({
  rule_id,
  severity,
  status,
  measured: "0.12",
  limit: "0.10",
  message: `${rule_id} says so.`,
});
const RULES = [rule("NO_OVERSELL", "HARD", "PASS"), rule("WHOLE_REPAIR", "SOFT", "FAIL"), rule("CASH_ABOVE_BAND", "SOFT", "FAIL")];
const waiting = preview({ status: "PENDING_REVIEW", rule_results: RULES });

it("asks nothing of a plan that waits for nobody", () => {
  expect(reviewReason(preview({ rule_results: RULES }), { rules: [], note: "" })).toBeNull();
});

it("counts the rules nobody has looked at", () => {
  expect(reviewReason(waiting, { rules: ["WHOLE_REPAIR"], note: "Fine" })).toContain("1 rule");
});

it("asks why, once every rule was seen", () => {
  expect(reviewReason(waiting, { rules: ["WHOLE_REPAIR", "CASH_ABOVE_BAND"], note: " " })).toContain("note");
});

it("lets a plan go that was seen and explained", () => {
  expect(reviewReason(waiting, { rules: ["WHOLE_REPAIR", "CASH_ABOVE_BAND"], note: "Half today" })).toBeNull();
});

it("asks for a look at what is broken and could go ahead, and at nothing else", () => {
  const looks = [rule("A", "SOFT", "FAIL"), rule("B", "SOFT", "PASS"), rule("C", "HARD", "FAIL"), rule("D", "HARD", "PASS")];

  expect(looks.filter(needsLook).map(({ rule_id }) => rule_id)).toEqual(["A"]);
});
