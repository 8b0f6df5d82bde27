import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { policySaved } from "../../../testing/samples-schedules";
import { renderApp } from "../../../testing/render-app";
import { putPolicy, scheduledBackend } from "../../../testing/scenes/schedules";
import { SCENES } from "../../../testing/scenes";

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name);
const open = (backend: FakeBackend) => renderApp(backend, "/schedules");
const rules = async () => within(await screen.findByRole("list", { name: "Rules, first to last" })).getAllByRole("listitem");

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

async function edited(backend = scheduledBackend()) {
  const user = await open(backend);
  await user.click(await screen.findByRole("switch", { name: "drift is on" }));
  return user;
}

describe("the rules", () => {
  it("say in a sentence what they do and what they find now", async () => {
    await open(scheduledBackend());
    const [first, second] = await rules();

    expect(first).toHaveTextContent("Every quarter on the first trading day on or after the 1st of January, April, July and October.");
    await waitFor(() => expect(second).toHaveTextContent("Fires now"));
  });

  it("are saved as a whole, in their order, with the pace", async () => {
    const backend = scheduledBackend();
    const user = await open(backend);
    await user.click(await screen.findByRole("button", { name: "Move drift up" }));
    await user.click(screen.getByRole("switch", { name: "deposits is on" }));
    await user.click(screen.getByRole("button", { name: "Delete quarterly" }));
    await user.click(screen.getByRole("button", { name: "Save rules" }));

    expect(callsTo(backend, "save_policy").map(({ request }) => request)).toEqual([
      {
        triggers: {
          rules: [
            {
              id: "drift",
              trigger_type: "THRESHOLD",
              trigger_parameters: { threshold: null },
              method: "TAX_AWARE",
              constraints: { max_turnover: "0.2", min_trade_size: "50", transaction_cost_limit: null, excluded_instruments: [] },
              enabled: true,
              created_at: "2020-01-02T15:00:00Z",
            },
            {
              id: "deposits",
              trigger_type: "CASH_FLOW",
              trigger_parameters: { amount: "1000", deposits: true, dividends: true, withdrawals: false },
              method: "CASH_FLOW",
              constraints: null,
              enabled: true,
              created_at: "2020-01-02T15:00:00Z",
            },
          ],
          cooldown_days: 5,
          monitoring_interval_minutes: 30,
        },
      },
    ]);
    expect(await screen.findByText("Saved as version 4.")).toBeVisible();
    expect(await rules()).toHaveLength(2);
  });

  it("can be added, and the sentence follows what is typed", async () => {
    const backend = scheduledBackend();
    const user = await open(backend);
    await user.click(await screen.findByRole("button", { name: "Add a rule" }));
    const kind = screen.getByLabelText("Starts on");
    expect(kind).toHaveFocus();
    await user.selectOptions(kind, "CASH_FLOW");
    expect(screen.getByRole("button", { name: "Save rules" })).toHaveAccessibleDescription("Correct the marked fields first.");
    await user.type(screen.getByLabelText("More than (US dollars)"), "250");

    expect((await rules()).at(-1)).toHaveTextContent("When deposits and dividends since the last check come to more than $250.");
    await user.click(screen.getByRole("button", { name: "Save rules" }));
    expect(callsTo(backend, "save_policy")[0]?.request).toMatchObject({
      triggers: { rules: [{}, {}, {}, { id: "cash-flow-1", trigger_parameters: { amount: "250" }, created_at: null }] },
    });
  });

  it("name a problem at its field", async () => {
    const user = await open(scheduledBackend());
    await user.click(await screen.findByRole("button", { name: "Edit quarterly" }));
    const day = screen.getByLabelText("Day of the month");
    await user.clear(day);
    await user.type(day, "32");

    expect(day).toHaveAccessibleDescription("Enter a day from 1 to 31.");
    expect(day).toBeInvalid();
  });

  it("show the server's refusal at the field it names, until that is changed", async () => {
    const user = await open(scene("rules-refused"));
    await user.click(await screen.findByRole("button", { name: "Edit quarterly" }));
    const day = screen.getByLabelText("Day of the month");
    await user.clear(day);
    await user.type(day, "31");
    await user.click(screen.getByRole("button", { name: "Save rules" }));
    expect(await screen.findByText("Reference for support: c-55d0")).toBeVisible();
    expect(day).toHaveAccessibleDescription(/a day the exchange knows/);
    await user.type(day, "{Backspace}");

    expect(day).toBeValid();
  });

  it("cannot be saved while the connection is lost", async () => {
    await edited(scene("scheduled-offline"));

    expect(screen.getByRole("button", { name: "Save rules" })).toHaveAccessibleDescription("The connection is lost.");
  });

  it("changed while they are being saved keep that change", async () => {
    const backend = scheduledBackend();
    const answers: ((result: unknown) => void)[] = [];
    backend.answer("save_policy", () => new Promise((resolve) => answers.push(resolve)));
    const user = await edited(backend);
    await user.click(screen.getByRole("button", { name: "Save rules" }));
    await user.click(screen.getByRole("switch", { name: "deposits is on" }));
    await act(async () => answers[0]?.(policySaved(4)));

    expect(screen.getByRole("switch", { name: "deposits is on" })).toBeChecked();
    expect(screen.getByRole("button", { name: "Discard changes" })).toBeVisible();
    expect(screen.queryByText(/changed somewhere else/)).not.toBeInTheDocument();
  });

  it("changed elsewhere during editing are announced, not lost", async () => {
    const backend = scheduledBackend();
    await edited(backend);
    act(() => putPolicy(backend, 4, { triggers: { rules: [], cooldown_days: 0, monitoring_minutes: null } }));

    expect(await screen.findByText(/changed somewhere else/)).toBeVisible();
    expect(screen.getByRole("switch", { name: "drift is on" })).not.toBeChecked();
  });
});

describe("unsaved edits", () => {
  it("ask before a link leads away, and staying keeps them", async () => {
    const user = await edited();
    await user.click(screen.getByRole("link", { name: "Allocation" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Stay" }));

    expect(location.pathname).toBe("/schedules");
    expect(screen.getByRole("switch", { name: "drift is on" })).not.toBeChecked();
  });

  it("are lost only when asked for", async () => {
    const user = await edited();
    await user.click(screen.getByRole("link", { name: "Allocation" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Leave without saving" }));

    await waitFor(() => expect(location.pathname).toBe("/allocation"));
  });

  it("can be discarded, and then nothing asks", async () => {
    const user = await edited();
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    await user.click(screen.getByRole("link", { name: "Allocation" }));

    await waitFor(() => expect(location.pathname).toBe("/allocation"));
  });
});
