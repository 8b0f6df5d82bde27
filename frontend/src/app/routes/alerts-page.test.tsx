import { act, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { DEMO_USER, type FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { alert, entry } from "../../../testing/samples-alerts";
import { SCENES } from "../../../testing/scenes";
import { putAlerts, putInbox } from "../../../testing/scenes/alerts";

const SEEN = `trimtab.alerts.seen.${DEMO_USER.uid}`;

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

const table = () => screen.findByRole<HTMLTableElement>("table", { name: "Alerts" });
const names = (list: HTMLElement) => within(list).getAllByRole("rowheader").map((row) => row.textContent);

describe("episodes", () => {
  it("stand open ones first, the worst on top, one row each", async () => {
    await renderApp(scene("alerts"), "/alerts");
    const rows = names(await table());

    expect(rows).toHaveLength(8);
    expect(rows[0]).toContain("WMT");
    expect(rows.slice(5).join()).not.toContain("JPM");
    expect(rows[5]).toContain("This portfolio: sells only");
    expect(screen.getByText("5 open")).toBeVisible();
  });

  it("lead to what they concern", async () => {
    await renderApp(scene("alerts"), "/alerts");
    const list = within(await table());

    expect(list.getByRole("link", { name: "Open the run" })).toHaveAttribute("href", "/history/run_0001");
    expect(list.getByRole("link", { name: "Open the notification settings" })).toHaveAttribute("href", "/settings#notifications");
  });

  it("can be narrowed by state, kind and level", async () => {
    const user = await renderApp(scene("alerts"), "/alerts");
    await table();
    await user.click(screen.getByRole("radio", { name: "Open" }));
    await user.selectOptions(screen.getByLabelText("Kind"), "Drift");
    await user.selectOptions(screen.getByLabelText("Level"), "Critical");

    expect(names(await table())).toEqual([expect.stringContaining("WMT")]);
  });

  it("say that nothing is open where all have ended", async () => {
    const user = await renderApp(scene("alerts-resolved"), "/alerts");
    await user.click(await screen.findByRole("radio", { name: "Open" }));

    expect(screen.getByText("Nothing is open")).toBeVisible();
    expect(screen.getByText("None open")).toBeVisible();
  });

  it("show older ones when asked, without losing those there are", async () => {
    const user = await renderApp(scene("alerts-many"), "/alerts");
    const list = await table();
    const before = list.rows.length;
    await user.click(screen.getByText("Show more"));

    expect([before, list.rows.length]).toEqual([26, 41]);
    expect(screen.queryByText("Show more")).not.toBeInTheDocument();
  });

  it("appear as they are opened", async () => {
    const backend = scene("alerts-empty");
    await renderApp(backend, "/alerts");
    await screen.findByText("No alerts so far");
    act(() => putAlerts(backend, [alert({ key: "$CASH" })]));

    expect(names(await table())).toEqual([expect.stringContaining("Cash")]);
  });
});

describe("since the last visit", () => {
  it("marks what has come, in both lists", async () => {
    localStorage.setItem(SEEN, "2020-03-21T00:00:00Z");
    await renderApp(scene("alerts"), "/alerts");
    await table();

    expect(screen.getAllByText("New")).toHaveLength(4);
  });

  it("marks nothing on the first visit, and remembers it", async () => {
    await renderApp(scene("alerts"), "/alerts");
    await table();

    expect(screen.queryByText("New")).not.toBeInTheDocument();
    expect(localStorage.getItem(SEEN)).toBe("2020-03-23T13:45:00Z");
  });

  it("marks what comes during the visit", async () => {
    localStorage.setItem(SEEN, "2020-03-24T00:00:00Z");
    const backend = scene("alerts");
    await renderApp(backend, "/alerts");
    await table();
    act(() => putInbox(backend, [entry({ entry_id: "late", title: "Drift: JPM", at: "2020-03-25T10:00:00Z" })]));

    expect(await screen.findByText("New")).toBeVisible();
    expect(localStorage.getItem(SEEN)).toBe("2020-03-25T10:00:00Z");
  });
});

it("keeps the inbox where the alerts cannot be read", async () => {
  await renderApp(scene("alerts-unreadable"), "/alerts");

  expect(await screen.findByText("The alerts could not be read")).toBeVisible();
  expect(screen.getByText("Rebalancing is complete")).toBeVisible();
});
