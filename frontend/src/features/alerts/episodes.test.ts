import { describe, expect, it } from "vitest";
import { alert, resolved } from "../../../testing/samples-alerts";
import { filterEpisodes, isFiltered, joinEpisodes, NO_FILTERS, secondsLasted } from "./episodes";

const ids = (alerts: readonly { alert_id: string }[]) => alerts.map(({ alert_id }) => alert_id);

describe("joining", () => {
  it("lists an episode of both lists once", () => {
    expect(ids(joinEpisodes([alert()], [alert(), resolved({ alert_id: "b" })]))).toEqual(["al_0001", "b"]);
  });

  it("puts open episodes first, the worst on top", () => {
    const history = [resolved({ alert_id: "done", changed_at: "2020-03-30T00:00:00Z" })];
    const open = [alert({ alert_id: "info", level: "INFO" }), alert({ alert_id: "bad", level: "CRITICAL", changed_at: "2020-01-01T00:00:00Z" })];

    expect(ids(joinEpisodes(open, history))).toEqual(["bad", "info", "done"]);
  });

  it("orders ended episodes by their end, whatever their level", () => {
    const history = [
      resolved({ alert_id: "first", level: "CRITICAL", changed_at: "2020-03-01T00:00:00Z" }),
      resolved({ alert_id: "second", level: "INFO", changed_at: "2020-03-02T00:00:00Z" }),
    ];

    expect(ids(joinEpisodes([], history))).toEqual(["second", "first"]);
  });

  it("passes over what the list of open ones carries beside them", () => {
    expect(joinEpisodes([resolved()], [])).toEqual([]);
  });
});

describe("filtering", () => {
  const episodes = [
    alert({ alert_id: "open" }),
    resolved({ alert_id: "done", level: "CRITICAL" }),
    resolved({ alert_id: "run", kind: "RUN", level: "INFO" }),
  ];

  it.each([
    [{ state: "open" }, ["open"]],
    [{ state: "resolved" }, ["done", "run"]],
    [{ kind: "RUN" }, ["run"]],
    [{ level: "WARNING" }, ["open", "done"]],
    [{ level: "INFO" }, ["open", "done", "run"]],
    [{ state: "resolved", level: "CRITICAL" }, ["done"]],
  ] as const)("by %j leaves %j", (part, left) => {
    expect(ids(filterEpisodes(episodes, { ...NO_FILTERS, ...part }))).toEqual(left);
  });

  it.each([
    [{}, false],
    [{ state: "open" }, true],
    [{ kind: "RUN" }, true],
    [{ level: "INFO" }, true],
  ] as const)("by %j narrows: %s", (part, narrows) => {
    expect(isFiltered({ ...NO_FILTERS, ...part })).toBe(narrows);
  });
});

describe("how long an episode lasted", () => {
  it("runs to its end", () => {
    expect(secondsLasted(resolved({ opened_at: "2020-03-20T13:45:00Z", resolved_at: "2020-03-20T13:46:30.900Z" }), 0)).toBe(90);
  });

  it("runs to the present while it is open", () => {
    expect(secondsLasted(alert({ opened_at: "1970-01-01T00:01:00Z" }), 100)).toBe(40);
  });

  it("is never negative, whatever the clocks say", () => {
    expect(secondsLasted(alert({ opened_at: "1970-01-01T00:01:00Z" }), 0)).toBe(0);
  });
});
