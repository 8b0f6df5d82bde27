import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../testing/render-app";
import { SCENES } from "../../../testing/scenes";
import { askableBackend } from "../../../testing/scenes/what-if";
import type { FakeBackend } from "../../../testing/fake-backend";

const asked = (backend: FakeBackend) => backend.calls.map((call) => call.request);
const editor = (name: string) => within(screen.getByLabelText(name, { selector: "section" }));
const workOut = (name: string) => editor(name).getByRole("button", { name: "Work it out" });
const section = (name: string, title: RegExp) => editor(name).getByRole("button", { name: title });
const comparison = () => screen.findByRole("table", { name: /^Comparison$|^Figures$/ });

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

async function open(backend: FakeBackend): Promise<UserEvent> {
  const user = await renderApp(backend, "/what-if");
  await comparison();
  return user;
}

async function addDeposit(user: UserEvent, amount: string): Promise<void> {
  await user.click(screen.getByRole("button", { name: "Start from “as it is”" }));
  await user.click(section("Scenario 2", /^Cash flow/));
  await user.click(editor("Scenario 2").getByRole("radio", { name: "Deposit" }));
  await user.type(editor("Scenario 2").getByLabelText("Amount in dollars"), amount);
}

describe("the portfolio as it is", () => {
  it("is asked for once and stands as the first scenario", async () => {
    const backend = askableBackend();
    await open(backend);

    expect(await screen.findByRole("row", { name: /Largest drift 0.00% ?from 9.10%/ })).toBeVisible();
    expect(backend.calls).toEqual([{ name: "simulate", request: {} }]);
  });

  it("that cannot be read says so with the reference to quote and can be asked for again", async () => {
    const backend = scene("what-if-down");
    const user = await renderApp(backend, "/what-if");
    await screen.findAllByText("Reference for support: c-7f31");
    await user.click(screen.getByRole("button", { name: "Try again" }));

    await waitFor(() => expect(asked(backend)).toEqual([{}, {}]));
  });

  it("without targets offers today's holdings as targets of the scenario", async () => {
    const backend = scene("what-if-no-targets");
    const user = await open(backend);
    await user.click(screen.getByRole("button", { name: "Use today's holdings" }));
    await user.click(workOut("As it is"));

    expect(asked(backend).at(-1)).toMatchObject({ targets: [{ symbol: "JPM", target_percent: "19.98" }, {}, {}, {}], cash_target_percent: "0" });
  });
});

describe("a scenario", () => {
  it("is not asked about until it is to be worked out", async () => {
    const backend = askableBackend();
    const user = await open(backend);
    await addDeposit(user, "10,000");
    expect(asked(backend)).toEqual([{}]);
    await user.click(workOut("Scenario 2"));

    expect(asked(backend)).toEqual([{}, { cash_flow: "10000" }]);
  });

  it("shows its differences against the first by sign and word, and takes the focus there", async () => {
    const user = await open(askableBackend());
    await addDeposit(user, "10000");
    await user.click(workOut("Scenario 2"));

    expect(await screen.findByText("1.44% less")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("heading", { name: "Comparison" })).toHaveFocus());
  });

  it("that was edited since keeps its figures and is marked", async () => {
    const user = await open(askableBackend());
    await addDeposit(user, "10000");
    await user.click(workOut("Scenario 2"));
    await screen.findByText("1.44% less");
    await user.type(editor("Scenario 2").getByLabelText("Amount in dollars"), "0");

    expect(within(await comparison()).getByRole("columnheader", { name: /Scenario 2/ })).toHaveTextContent("Edited since");
    expect(screen.getByText("1.44% less")).toBeVisible();
  });

  it("with an unreadable field is refused with that reason", async () => {
    const backend = askableBackend();
    const user = await open(backend);
    await addDeposit(user, "abc");
    await user.click(workOut("Scenario 2"));

    expect(workOut("Scenario 2")).toHaveAccessibleDescription("The amount must be a number above 0 with at most two decimals.");
    expect(editor("Scenario 2").getByLabelText("Amount in dollars")).toHaveAccessibleDescription("The amount must be a number above 0 with at most two decimals.");
    expect(asked(backend)).toEqual([{}]);
  });

  it("is not worked out while the connection is lost", async () => {
    await open(scene("what-if-offline"));

    expect(workOut("As it is")).toHaveAccessibleDescription("The connection is lost.");
  });

  it("that the server refuses says so beside itself and leaves the others alone", async () => {
    const user = await open(scene("what-if-refused"));
    await user.click(workOut("Selling too much"));

    expect(await editor("Selling too much").findByRole("alert")).toHaveTextContent(/sells more than the 260.921 WMT held/);
    expect(within(await comparison()).getByRole("columnheader", { name: /As it is/ })).toHaveTextContent(/^As it is$/);
  });

  it("asks with everything that was supposed", async () => {
    const backend = scene("what-if-three");
    const user = await open(backend);
    await user.click(screen.getByRole("button", { name: "Work all out" }));
    await waitFor(() => expect(asked(backend)).toHaveLength(4));

    expect(asked(backend).at(-1)).toEqual({
      prices: { XOM: "28" },
      trades: [{ symbol: "WMT", action: "SELL", value: "5000" }, { symbol: "XOM", action: "BUY", quantity: "100" }],
      cash_leg: true,
    });
  });

  it("says what would change its decisions in the server's words", async () => {
    const user = await open(scene("what-if-three"));
    await user.click(screen.getByRole("button", { name: "Work all out" }));

    expect(await screen.findByText("JPM would not be traded from a price of $95.63 upward.")).toBeVisible();
  });

  it("that is blocked says so in words, with the rule", async () => {
    const user = await open(scene("what-if-blocked"));
    await user.click(workOut("Deposit and hold cash"));

    expect(await screen.findByText("Trades are not possible in this scenario")).toBeVisible();
    expect(screen.getByText("Cash would be 10.19% of the portfolio; at most 5% may be.")).toBeVisible();
  });
});

describe("scenarios", () => {
  it("are three at most", async () => {
    const user = await open(askableBackend());
    await user.click(screen.getByRole("button", { name: "Start from “as it is”" }));
    await user.click(screen.getByRole("button", { name: "Duplicate Scenario 2" }));

    expect(screen.getByLabelText("Name of scenario 3")).toHaveValue("Scenario 2 (copy)");
    expect(screen.queryByRole("button", { name: /^Start from|^Duplicate/ })).not.toBeInTheDocument();
  });

  it("are found again after a reload, without being asked about", async () => {
    const user = await open(askableBackend());
    await addDeposit(user, "10000");
    cleanup();
    const backend = askableBackend();
    await open(backend);

    expect(section("Scenario 2", /^Cash flow/)).toHaveTextContent("Deposit $10,000.00");
    expect(asked(backend)).toEqual([{}]);
  });

  it("can be renamed, reset and removed", async () => {
    const user = await open(askableBackend());
    await addDeposit(user, "10000");
    await user.clear(screen.getByLabelText("Name of scenario 2"));
    await user.type(screen.getByLabelText("Name of scenario 2"), "Bonus");
    await user.click(screen.getByRole("button", { name: "Reset Bonus to the portfolio as it is" }));
    expect(section("Bonus", /^Cash flow/)).toHaveTextContent("None");
    await user.click(screen.getByRole("button", { name: "Remove Bonus" }));

    expect(screen.queryByLabelText("Name of scenario 2")).not.toBeInTheDocument();
  });

  it("never let anything be placed", async () => {
    const backend = scene("what-if-three");
    const user = await open(backend);
    await user.click(screen.getByRole("button", { name: "Work all out" }));
    await waitFor(() => expect(asked(backend)).toHaveLength(4));

    expect(new Set(backend.calls.map((call) => call.name))).toEqual(new Set(["simulate"]));
    expect(screen.queryByRole("button", { name: /Place|Execute|Rebalance/ })).not.toBeInTheDocument();
  });
});
