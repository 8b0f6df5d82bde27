import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { scheduleState } from "../../../testing/samples-schedules";
import { putPolicy, putSchedule, scheduledBackend } from "../../../testing/scenes/schedules";
import { SCENES } from "../../../testing/scenes";

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name);
const open = (backend: FakeBackend) => renderApp(backend, "/schedules");

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

describe("where it stands", () => {
  it("shows what comes next, what the last check found, and the row nearest to the edge", async () => {
    await open(scheduledBackend());

    expect(await screen.findByText("9.1 points under its target")).toBeVisible();
    expect(screen.getByText("A rule fired")).toBeVisible();
    expect(within(screen.getByRole("region", { name: "Next five dates" })).getAllByRole("listitem")).toHaveLength(5);
  });

  it.each([
    ["2021-12-31", false],
    ["2020-12-31", true],
  ])("says of dates after %s that holidays may move them", async (knownUntil, isSaid) => {
    const backend = scheduledBackend();
    backend.answer("schedule_state", () => scheduleState({ sessions_known_until: knownUntil }));
    await open(backend);
    const dates = await screen.findByRole("region", { name: "Next five dates" });

    expect(within(dates).queryAllByText(/told its holidays until/)).toHaveLength(isSaid ? 1 : 0);
  });

  it("is asked anew after each check and each save", async () => {
    const backend = scheduledBackend();
    await open(backend);
    await screen.findByText("A rule fired");
    const before = callsTo(backend, "schedule_state").length;
    act(() => putSchedule(backend, { last_checked_at: "2020-03-23T14:15:03Z" }));
    await waitFor(() => expect(callsTo(backend, "schedule_state")).toHaveLength(before + 1));
    act(() => putPolicy(backend, 4));

    await waitFor(() => expect(callsTo(backend, "schedule_state")).toHaveLength(before + 2));
  });

  it.each([
    ["scheduled-draft", "Nothing is checked yet"],
    ["never-saved", "Nothing is checked yet"],
    ["no-rules", "Nothing starts by itself"],
    ["failing", "The last 3 checks failed, one after the other"],
    ["schedule-unreadable", "Reference for support: c-19be"],
    ["scheduled-halted", /no rule places an order until trading is resumed/],
    ["held-back", "Held back"],
  ])("in the scene %s says so", async (name, sees) => {
    await open(scene(name));

    expect(await screen.findByText(sees)).toBeVisible();
  });
});

describe("autonomy", () => {
  it("is switched without a question where nothing is placed", async () => {
    const backend = scheduledBackend();
    const user = await open(backend);
    await user.click(await screen.findByRole("radio", { name: "Shadow" }));
    await user.click(screen.getByRole("button", { name: "Switch to Shadow" }));

    expect(callsTo(backend, "save_policy").map(({ request }) => request)).toEqual([{ autonomy: "SHADOW" }]);
    expect(await screen.findByText("The portfolio is on Shadow now.")).toBeVisible();
    expect(await screen.findByRole("region", { name: "Shadow comparison" })).toBeVisible();
  });

  it("becomes automatic only after the limits were shown", async () => {
    const backend = scheduledBackend();
    const user = await open(backend);
    await user.click(await screen.findByRole("radio", { name: "Automatic" }));
    await user.click(screen.getByRole("button", { name: "Switch to Automatic" }));
    const dialog = await screen.findByRole("alertdialog");
    await waitFor(() => expect(within(dialog).getByRole("button", { name: "Cancel" })).toHaveFocus());
    expect(within(dialog).getByText("at most 40 orders, $60,000")).toBeVisible();
    expect(callsTo(backend, "save_policy")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Switch to Automatic" }));

    expect(callsTo(backend, "save_policy").map(({ request }) => request)).toEqual([{ autonomy: "AUTOMATIC" }]);
    await waitFor(() => expect(screen.getByRole("radio", { name: "Automatic" })).toBeChecked());
  });
});

describe("the checks", () => {
  it("are listed with their result in words and where they led", async () => {
    await open(scheduledBackend());
    const table = await screen.findByRole("table", { name: "Checks" });
    const row = within(table).getByRole("row", { name: /Run started/ });

    expect(within(row).getByRole("link", { name: /^Plan of/ })).toHaveAttribute("href", "/plans/pl_0001");
    expect(within(row).getByRole("link", { name: /^Run of/ })).toHaveAttribute("href", "/history/run_0001");
  });

  it("show more when asked", async () => {
    const user = await open(scene("many-checks"));
    const table = await screen.findByRole("table", { name: "Checks" });
    expect(within(table).getAllByRole("row")).toHaveLength(1 + 20);
    await user.click(screen.getByRole("button", { name: "Show more" }));

    await waitFor(() => expect(within(table).getAllByRole("row")).toHaveLength(1 + 40));
  });
});

it("compares the chosen month of a shadow portfolio", async () => {
  const backend = scene("shadow");
  const user = await open(backend);
  const month = await screen.findByLabelText("Month");
  const earlier = within(month).getAllByRole("option")[1];
  if (!earlier) throw new Error("There is one month only.");
  await user.selectOptions(month, earlier);

  expect(await screen.findByRole("row", { name: /MSFT.*−\$4,679.36.*−\$2,721.40/ })).toBeVisible();
  const id = earlier.getAttribute("value");
  expect(callsTo(backend, "compare_shadow").at(-1)?.request).toMatchObject({ first_day: `${id}-01` });
});
