import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { SCENES } from "../../../testing/scenes";
import { OWN_EXECUTION, OWN_LIMITS, putPreferences } from "../../../testing/scenes/settings";

const READING = new Set(["market_hours", "simulate", "list_api_keys"]);

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name).map(({ request }) => request);

// Queries by role look at every element, which this long page makes slow; text and label are as telling where they are unique.
async function open(name: string) {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  const backend = make();
  const user = await renderApp(backend, "/settings");
  await screen.findByText("Kill switches", { selector: "h2" });
  return { backend, user };
}

async function retype(user: Awaited<ReturnType<typeof open>>["user"], label: string | RegExp, value: string) {
  const field = await screen.findByLabelText(label);
  await user.clear(field);
  if (value) await user.type(field, value);
  return field;
}

describe("kill switches", () => {
  it("say which of the four counts, since when, by whom and why", async () => {
    await open("settings");

    const switches = within(await screen.findByRole("region", { name: "Kill switches" }));
    expect(await switches.findByText("Only sells may leave, because of: This portfolio.")).toBeVisible();
    expect(switches.getByText(/The account is 16% below its peak/)).toBeVisible();
    expect(switches.getByText(/by the drawdown guard/)).toBeVisible();
  });

  it("find the account's through its alert", async () => {
    await open("settings-halted");

    expect(await screen.findByText("No order may leave, because of: Everybody, Your brokerage account.")).toBeVisible();
    expect(screen.getByText("Reason: Five refusals in a row.")).toBeVisible();
  });

  it("stop in their own scope with one confirmation", async () => {
    const { backend, user } = await open("settings");
    await user.click(await screen.findByLabelText("Stop trading: All your portfolios"));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("checkbox", { name: /Also cancel orders/ }));
    await user.click(dialog.getByRole("button", { name: "Stop trading" }));

    expect(callsTo(backend, "set_trading_mode")).toEqual([
      { mode: "HALTED", reason: "Stopped by hand", cancels_open_orders: true, scope: "USER" },
    ]);
  });

  it("resume in their own scope only after the typed phrase", async () => {
    const { backend, user } = await open("settings");
    await user.click(await screen.findByLabelText("Resume trading: This portfolio"));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.type(dialog.getByLabelText(/Reason for resuming/), "Deposit arrived");
    expect(dialog.getByRole("button", { name: "Resume trading" })).toHaveAttribute("aria-disabled", "true");
    await user.type(dialog.getByLabelText(/Type “resume trading”/), "resume trading");
    await user.click(dialog.getByRole("button", { name: "Resume trading" }));

    expect(callsTo(backend, "set_trading_mode")).toEqual([{ mode: "ACTIVE", reason: "Deposit arrived", scope: "PORTFOLIO" }]);
  });
});

describe("limits", () => {
  it("are saved together, as fractions and dollars", async () => {
    const { backend, user } = await open("settings");
    await retype(user, "Largest order", "$30,000");
    await retype(user, "Largest drawdown", "");
    await user.click(screen.getByText("Save limits"));

    expect(callsTo(backend, "save_policy")).toEqual([{ limits: { ...OWN_LIMITS, max_order_value: "30000", max_drawdown: null } }]);
    expect(await screen.findByText("Saved as version 4.")).toBeVisible();
  });

  it("name what is wrong next to the field and are not saved", async () => {
    const { user } = await open("settings");
    const field = await retype(user, "Largest price move", "6");

    expect(field).toHaveAccessibleDescription(/Enter a percentage above 0 and up to 5%/);
    expect(screen.getByText("Save limits")).toHaveAccessibleDescription("Correct the marked fields first.");
  });

  it("show a refusal at the field the server names, and where the focus goes", async () => {
    const { user } = await open("settings-refused");
    const field = await retype(user, "Orders in a run", "39");
    await user.click(screen.getByText("Save limits"));

    await waitFor(() => expect(field).toHaveAccessibleDescription(/below what the operator allows/));
    expect(document.activeElement).toHaveTextContent("The settings were not saved");
  });

  it("are the defaults for a portfolio that was never saved", async () => {
    await open("settings-new");

    expect(await screen.findByLabelText("Largest order")).toHaveValue("$1,000,000");
    expect(screen.getByText(/limits every portfolio starts with/)).toBeVisible();
  });
});

it("saves the whole execution style, also what is out of sight", async () => {
  const { backend, user } = await open("settings");
  await retype(user, "Wait before the first order leaves", "30");
  await user.click(screen.getByRole("radio", { name: "Market" }));
  await user.click(screen.getByText("Save execution style"));

  expect(callsTo(backend, "save_policy")).toEqual([{ execution: { ...OWN_EXECUTION, order_type: "market", hold_seconds: 30 } }]);
});

describe("notifications", () => {
  it("are replaced as a whole, and the secret is shown once", async () => {
    const { backend, user } = await open("settings");
    await retype(user, "Mail address", "bob@example.com");
    await user.click(screen.getByLabelText("Remove rule 3"));
    await user.click(screen.getByText("Save notifications"));

    expect(await screen.findByLabelText("Secret")).toHaveValue("a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0");
    expect(callsTo(backend, "save_preferences")).toEqual([
      {
        address: "bob@example.com",
        webhook_url: "https://example.com/hooks/trimtab",
        zone: "Europe/Berlin",
        quiet_hours: { begins: "22:00", ends: "06:30" },
        digest_hour: 8,
        rules: [
          { kind: null, least: "INFO", channels: ["MAIL"], digest: true },
          { kind: null, least: "WARNING", channels: ["MAIL"], digest: false },
        ],
      },
    ]);
  });

  it("take any time zone, once the whole list is asked for", async () => {
    const { backend, user } = await open("settings");
    const zone = await screen.findByLabelText("Time zone");
    await user.selectOptions(zone, "More time zones…");
    await user.selectOptions(zone, "Asia/Tokyo");
    await user.click(screen.getByText("Save notifications"));

    expect(callsTo(backend, "save_preferences")).toMatchObject([{ zone: "Asia/Tokyo" }]);
  });

  it("start from the defaults where nothing is stored", async () => {
    await open("settings-new");

    expect(await screen.findByText(/you have not saved any preferences yet/)).toBeVisible();
    expect(screen.getAllByRole("group", { name: /^Rule \d/ })).toHaveLength(3);
    expect(screen.getByText("Renew the secret")).toHaveAccessibleDescription(/no webhook/);
  });

  it("that changed elsewhere during editing are announced, not lost", async () => {
    const { backend, user } = await open("settings");
    const field = await retype(user, "Mail address", "bob@example.com");
    act(() => putPreferences(backend, { zone: "UTC" }));

    expect(await screen.findByText(/changed somewhere else/)).toBeVisible();
    expect(field).toHaveValue("bob@example.com");
  });

  it("show a new secret after it was renewed", async () => {
    const { backend, user } = await open("settings");
    await user.click(await screen.findByText("Renew the secret"));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Renew the secret" }));

    expect(await screen.findByLabelText("Secret")).toHaveValue("a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0");
    expect(callsTo(backend, "renew_webhook_secret")).toEqual([{}]);
  });

  it("send one test a minute, and only of what is saved", async () => {
    const { backend, user } = await open("settings");
    await user.click(await screen.findByText("Send a test message"));

    expect(await screen.findByText(/It leaves with the next sweep/)).toBeVisible();
    expect(screen.getByText("Send a test message")).toHaveAccessibleDescription(/the next test can be sent in \d+ s/);
    expect(callsTo(backend, "send_test_message")).toEqual([{}]);
  });

  it("forget a browser", async () => {
    const { backend, user } = await open("settings");
    await user.click(await screen.findByLabelText("Forget browser cAbCdEfG"));

    expect(callsTo(backend, "forget_device")).toEqual([{ device_id: "cAbCdEfGhIjKlMnOpQ-_01" }]);
  });
});

it("keeps the theme of the page and of the sidebar the same", async () => {
  const { user } = await open("settings");
  const [sidebar, page] = await screen.findAllByRole("radio", { name: "Dark" });
  if (!sidebar || !page) throw new Error("The theme is not chosen in two places.");
  await user.click(page);

  expect(sidebar).toBeChecked();
  expect(document.documentElement.dataset.theme).toBe("dark");
});

it("keeps a chosen density on this device and lets the page follow", async () => {
  const { user } = await open("settings");
  await user.click(await screen.findByLabelText("Compact"));

  expect([localStorage.getItem("trimtab.density"), document.documentElement.dataset.density]).toEqual(["compact", "compact"]);
});

describe("the amount above which real money asks for typing", () => {
  it("is kept on this device as it is typed", async () => {
    const { user } = await open("settings");
    await retype(user, "Ask above", "$2,500");

    expect(localStorage.getItem("trimtab.confirm-above")).toBe("2500");
  });

  it("stays as it was where something else is typed", async () => {
    const { user } = await open("settings");
    await retype(user, "Ask above", "250");
    await retype(user, "Ask above", "much");

    expect(await screen.findByText("Enter a number.")).toBeVisible();
    expect(localStorage.getItem("trimtab.confirm-above")).toBe("250");
  });
});

it("changes nothing while the connection is lost", async () => {
  const { backend, user } = await open("settings-offline");
  await retype(user, "Largest order", "1");

  expect(screen.getByText("Save limits")).toHaveAccessibleDescription("The connection is lost.");
  expect(screen.getByLabelText("Stop trading: Everybody")).toHaveAccessibleDescription("The connection is lost.");
  expect(backend.calls.filter(({ name }) => !READING.has(name))).toEqual([]);
});
