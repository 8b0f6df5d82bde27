import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { SCENES } from "../../../testing/scenes";
import { scheduledBackend } from "../../../testing/scenes/schedules";
import { putStudy, studiedBackend } from "../../../testing/scenes/study";

const NOW = new Date("2026-11-30T15:04:05Z");
const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name);
const open = (backend: FakeBackend) => renderApp(backend, "/schedules");
const zone = async () => within(await screen.findByRole("region", { name: "Which schedule suits this portfolio?" }));

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

beforeEach(() => {
  vi.setSystemTime(NOW);
  return () => vi.useRealTimers();
});

describe("a study", () => {
  it("is asked with what was typed, and followed to its end", async () => {
    const backend = scheduledBackend();
    backend.answer("recommend_policy", () => {
      putStudy(backend, { state: "QUEUED", progress: 0, result: null });
      return { study_id: "st_0123456789abcdef01234567", state: "QUEUED", progress: 0, asked_at: "2026-11-30T15:00:00Z" };
    });
    const user = await open(backend);
    const study = await zone();
    await study.findByText("Nothing was asked yet");
    await user.clear(study.getByLabelText("Trading costs (basis points)"));
    await user.type(study.getByLabelText("Trading costs (basis points)"), "7.5");
    await user.click(study.getByRole("button", { name: "Find a schedule" }));

    expect(callsTo(backend, "recommend_policy").map(({ request }) => request)).toEqual([
      { cost_bp: "7.5", tax_percent: "0", monthly_flow_percent: "0", years: 10 },
    ]);
    expect(await study.findByText("Waiting for its turn")).toBeVisible();
    act(() => putStudy(backend, { state: "RUNNING", progress: 42, result: null }));
    expect(await study.findByRole("progressbar", { name: "Progress of the study" })).toHaveValue(42);
    act(() => putStudy(backend));
    expect(await study.findByText(/Look every day; where a weight has left its band of ±5 points/)).toBeVisible();
  });

  it("cannot be started twice", async () => {
    const backend = scene("study-running");
    const user = await open(backend);
    await user.click(await (await zone()).findByRole("button", { name: "Ask again" }));

    expect(callsTo(backend, "recommend_policy")).toEqual([]);
    expect((await zone()).getByText("A study is under way.")).toBeVisible();
  });

  it("is not asked while a field is wrong", async () => {
    const backend = scheduledBackend();
    const user = await open(backend);
    const study = await zone();
    await user.clear(await study.findByLabelText("Years"));
    await user.click(study.getByRole("button", { name: "Find a schedule" }));

    expect(callsTo(backend, "recommend_policy")).toEqual([]);
    expect(study.getByText("Enter whole years from 1 to 30.")).toBeVisible();
  });

  it.each([
    ["study-lost", "Nothing was heard of the study for a while"],
    ["study-failed", /history\.XOM: 199 daily returns are too few, 252 are needed/],
    ["study-stale", "The targets have changed since"],
    ["study-stale", /ended on Thu, Oct 1, 2026/],
    ["study-offline", /Look every day; where/],
  ])("in the scene %s says so", async (name, sees) => {
    await open(scene(name));

    expect(await (await zone()).findByText(sees)).toBeVisible();
  });

  it("that is refused says why", async () => {
    const user = await open(scene("study-refused"));
    await user.click(await (await zone()).findByRole("button", { name: "Find a schedule" }));

    expect(await screen.findByText("Reference for support: c-71d4")).toBeVisible();
  });

  it("shows its evidence with intervals, the best of both kinds and the runners-up", async () => {
    const user = await open(studiedBackend());
    const study = await zone();
    const figures = within(await study.findByRole("table", { name: "What it rests on: the figures" }));
    const runners = within(study.getByRole("table", { name: "Runner-ups" }));
    expect(figures.getByRole("row", { name: /Loss a year/ })).toHaveTextContent("11.1 bp10.0 bp to 12.2 bp");
    expect(study.getByText("Best frequency without a band").nextSibling).toHaveTextContent("Yearly, every weight");
    expect(study.getByText(/1254 daily returns/)).toBeVisible();
    expect(runners.getAllByRole("row")).toHaveLength(1 + 5);
    await user.click(study.getByRole("button", { name: "Show all" }));

    expect(runners.getAllByRole("row")).toHaveLength(1 + 6);
  });
});

describe("a recommendation that is used", () => {
  it("stands first among the rules, is not saved, and the focus is there", async () => {
    const backend = studiedBackend();
    const user = await open(backend);
    await user.click(await (await zone()).findByRole("button", { name: "Use this" }));
    const [first] = within(await screen.findByRole("list", { name: "Rules, first to last" })).getAllByRole("listitem");

    expect(first).toHaveTextContent("When any holding or cash is more than 5 points off its target, with threshold rebalancing.");
    expect(callsTo(backend, "save_policy")).toEqual([]);
    expect(screen.getByText("Unsaved changes")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("heading", { name: "Rules" })).toHaveFocus());
  });

  it("is saved with its band, as it was studied", async () => {
    const backend = studiedBackend();
    const user = await open(backend);
    await user.click(await (await zone()).findByRole("button", { name: "Use this" }));
    expect(screen.getByText("Saving also sets the portfolio’s band to ±5 points")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Save rules" }));

    expect(callsTo(backend, "save_policy").map(({ request }) => request)).toMatchObject([
      { drift: { method: "ABSOLUTE", threshold: "0.05" }, destination: "BAND_EDGE", triggers: { rules: [{ id: "threshold-1" }, {}, {}, {}] } },
    ]);
    expect(await screen.findByText("Saved as version 4.")).toBeVisible();
    expect(screen.queryByText("Saving also sets the portfolio’s band to ±5 points")).not.toBeInTheDocument();
  });

  it("may leave the band as it is", async () => {
    const backend = studiedBackend();
    const user = await open(backend);
    await user.click(await (await zone()).findByRole("button", { name: "Use this" }));
    await user.click(screen.getByRole("button", { name: "Leave the band as it is" }));
    await user.click(screen.getByRole("button", { name: "Save rules" }));

    expect(Object.keys(callsTo(backend, "save_policy")[0]?.request ?? {})).toEqual(["triggers"]);
  });
});
