// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { isPushDue, markedPush, markPush, unmarkPush } from "./push-mark";

const DAY = 86_400_000;

beforeEach(() => localStorage.clear());

it("a mark is one person's: another one who signs in here gets no notes", () => {
  markPush("ann", "id-1", 0);

  expect([markedPush("ann"), markedPush("ben")]).toEqual(["id-1", null]);
});

it("the server hears once a day that a marked browser is still there", () => {
  markPush("ann", "id-1", 1_000);

  expect([999 + DAY, 1_000 + DAY].map((now) => isPushDue("ann", now))).toEqual([false, true]);
  expect(isPushDue("ben", 10 * DAY)).toBe(false);
});

it("only forgetting this very browser takes its mark away", () => {
  markPush("ann", "id-1");
  unmarkPush("ann", "id-2");
  expect(markedPush("ann")).toBe("id-1");

  unmarkPush("ann", "id-1");
  expect(markedPush("ann")).toBeNull();
});

it("a mark that was tampered with is due at once", () => {
  localStorage.setItem("trimtab.push.ann", "id-1 never");

  expect(isPushDue("ann", DAY)).toBe(true);
});
