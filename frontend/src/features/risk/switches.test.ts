import { describe, expect, it } from "vitest";
import type { TradingMode } from "@/lib/contracts/generated";
import { alert } from "../../../testing/samples-alerts";
import { accountKeyIn, type KillSwitch, scopesToTurn, strictestOf, strictestState } from "./switches";
import { readOwnSwitch } from "./trading-state";

const switchAlert = (key: string, changed_at: string) => alert({ kind: "KILL_SWITCH", key, changed_at });

const turned = (scope: KillSwitch["scope"], mode: TradingMode | null): KillSwitch => ({
  scope,
  state: { mode, reason: "", updatedAt: null, updatedBy: "" },
});

const told = (scope: KillSwitch["scope"], mode: TradingMode, reason: string): KillSwitch => ({
  scope,
  state: { mode, reason, updatedAt: "2020-03-23T15:00:00Z", updatedBy: "demo" },
});

describe("the strictest of the switches", () => {
  it("allows everything where all do", () => {
    expect(strictestOf([turned("EVERYBODY", "ACTIVE"), turned("USER", "ACTIVE")])).toEqual({ mode: "ACTIVE", scopes: [] });
  });

  it("halts where one does, whatever is not known yet", () => {
    const switches = [turned("EVERYBODY", "REDUCE_ONLY"), turned("USER", null), turned("PORTFOLIO", "HALTED")];

    expect(strictestOf(switches)).toEqual({ mode: "HALTED", scopes: ["PORTFOLIO"] });
  });

  it("is not known while a switch is unread and none halts", () => {
    expect(strictestOf([turned("EVERYBODY", "REDUCE_ONLY"), turned("USER", null)]).mode).toBeNull();
  });

  it("names every switch that only allows sells", () => {
    const switches = [turned("EVERYBODY", "ACTIVE"), turned("USER", "REDUCE_ONLY"), turned("ACCOUNT", "REDUCE_ONLY")];

    expect(strictestOf(switches)).toEqual({ mode: "REDUCE_ONLY", scopes: ["USER", "ACCOUNT"] });
  });
});

describe("the state that counts", () => {
  it("is told in the words of the switch that makes it so", () => {
    expect(strictestState([turned("EVERYBODY", "ACTIVE"), told("USER", "HALTED", "Moving house"), told("PORTFOLIO", "REDUCE_ONLY", "Drawdown")])).toEqual({
      mode: "HALTED",
      reason: "Moving house",
      updatedAt: "2020-03-23T15:00:00Z",
      updatedBy: "demo",
      scopes: ["USER"],
    });
  });

  it("needs no words where nothing is stopped", () => {
    expect(strictestState([told("EVERYBODY", "ACTIVE", "Back to normal")])).toEqual({ mode: "ACTIVE", reason: "", updatedAt: null, updatedBy: "", scopes: [] });
  });
});

describe("the switches a person can turn", () => {
  const switches = [turned("EVERYBODY", "ACTIVE"), turned("USER", "HALTED"), turned("PORTFOLIO", "REDUCE_ONLY"), turned("ACCOUNT", null)];

  it("to stop are those that do not halt yet, known or not, that over everybody last", () => {
    expect(scopesToTurn(switches, "stop")).toEqual(["PORTFOLIO", "ACCOUNT", "EVERYBODY"]);
  });

  it("to resume are those that are known to hold something back", () => {
    expect(scopesToTurn(switches, "resume")).toEqual(["USER", "PORTFOLIO"]);
  });
});

describe("an own switch", () => {
  it("that was never turned allows everything", () => {
    expect(readOwnSwitch({ status: "missing", fromCache: false }).mode).toBe("ACTIVE");
  });

  it.each([{ status: "error" } as const, { status: "ready", value: {}, fromCache: false } as const])("that cannot be read halts: %j", (live) => {
    expect(readOwnSwitch(live)).toMatchObject({ mode: "HALTED", reason: "This switch could not be read, so trading counts as halted." });
  });
});

describe("the account's key", () => {
  it("is that of the alert that turned last", () => {
    const alerts = [switchAlert("acct_aa-HALTED", "2020-03-20T15:00:00Z"), switchAlert("acct_bb-REDUCE_ONLY", "2020-03-23T15:00:00Z")];

    expect(accountKeyIn(alerts)).toBe("acct_bb");
  });

  it("is not known from other switches or other alerts", () => {
    expect(accountKeyIn([switchAlert("PORTFOLIO-HALTED", "2020-03-20T15:00:00Z"), alert({ key: "acct_aa-HALTED" })])).toBeNull();
  });
});
