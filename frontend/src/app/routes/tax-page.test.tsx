import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../testing/render-app";
import { daysAgo, taxLot } from "../../../testing/samples-tax";
import { SCENES } from "../../../testing/scenes";
import { putLots, taxBackend } from "../../../testing/scenes/tax";
import type { FakeBackend } from "../../../testing/fake-backend";

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name);
const csvFile = (text = "id,account,symbol,quantity,cost,acquired\n1,ira-1,SPY,1,400,2019-12-31\n") => new File([text], "lots.csv", { type: "text/csv" });

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

const groupButton = (symbol: string) => screen.findByRole("button", { name: new RegExp(`^${symbol} `) });

async function importFile(backend: FakeBackend, file = csvFile()) {
  const user = await renderApp(backend, "/tax");
  await user.upload(await screen.findByLabelText("File"), file);
  return user;
}

describe("lots", () => {
  it("tell term, release date and days left by New York's day, and set the wash addition apart from the cost", async () => {
    await renderApp(taxBackend(), "/tax");
    const table = await screen.findByRole("table", { name: "Lots of XOM" });
    const washed = within(table).getAllByRole("row").find((row) => row.textContent?.includes("Took a disallowed loss"));

    expect(washed).toHaveTextContent(/\$4,047\.24\$212\.40\$4,259\.64/);
    expect(washed).toHaveTextContent(/Short termLong from .*days left/);
  });

  it("narrow down to a symbol and a term, and say when nothing matches", async () => {
    const user = await renderApp(taxBackend(), "/tax");
    await user.type(await screen.findByRole("searchbox", { name: "Find a symbol" }), "wm");
    expect(await groupButton("WMT")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("button", { name: /^XOM / })).toBeNull());
    await user.click(screen.getByRole("radio", { name: "Short term" }));

    expect(await screen.findByText("No lot matches the filter.")).toBeVisible();
  });

  it("stay folded when there are many, and draw thirty of a symbol at once", async () => {
    const backend = taxBackend();
    putLots(backend, Array.from({ length: 60 }, (_, index) => taxLot("ZZZ", `z-${index}`)));
    const user = await renderApp(backend, "/tax");
    const opener = await groupButton("ZZZ");
    expect(screen.queryByRole("table", { name: /^Lots of/ })).toBeNull();
    await user.click(opener);

    expect(within(screen.getByRole("table", { name: "Lots of ZZZ" })).getAllByRole("row")).toHaveLength(31);
    expect(screen.getByRole("button", { name: "Show more (30 left)" })).toBeVisible();
  });

  it("follow the ledger without a reload", async () => {
    const backend = taxBackend();
    await renderApp(backend, "/tax");
    await groupButton("XOM");
    act(() => putLots(backend, [taxLot("SPY", "new", { acquired: daysAgo(1) })]));

    expect(await groupButton("SPY")).toBeVisible();
  });

  it("explain where they come from while there are none", async () => {
    await renderApp(scene("tax-empty"), "/tax");

    expect(await screen.findByText("No lots yet")).toBeVisible();
    expect(screen.getByText(/the broker did not answer/)).toBeVisible();
  });

  it("stay in sight when the estimate fails", async () => {
    await renderApp(scene("tax-failed"), "/tax");

    expect(await screen.findByText("Reference for support: c-7f31")).toBeVisible();
    expect(await groupButton("XOM")).toBeVisible();
  });
});

describe("importing", () => {
  it("sends the chosen file once, shows what changed and moves the focus there", async () => {
    const backend = taxBackend();
    const user = await importFile(backend);
    await user.click(screen.getByRole("checkbox", { name: "Replace earlier files" }));
    await user.click(await screen.findByRole("button", { name: "Replace and import" }));

    expect(await screen.findByText("Imported: Lots held")).toBeVisible();
    expect(callsTo(backend, "import_tax_records").map((call) => call.request)).toEqual([
      { kind: "lots", csv: "id,account,symbol,quantity,cost,acquired\n1,ira-1,SPY,1,400,2019-12-31\n", replace: true },
    ]);
    expect(document.activeElement).toHaveTextContent("Imported: Lots held");
    await waitFor(() => expect(callsTo(backend, "simulate")).toHaveLength(2));
  });

  it("names line and column of a bad cell", async () => {
    const user = await importFile(scene("tax-bad-cell"));
    await user.click(screen.getByRole("button", { name: "Import" }));

    expect(await screen.findByText("Nothing was imported: line 3, column quantity")).toBeVisible();
    expect(screen.getByRole("alert")).toHaveTextContent("'1,5' must be a decimal");
  });

  it("lists what the ledger cannot book", async () => {
    const user = await importFile(scene("tax-findings"));
    await user.click(screen.getByRole("button", { name: "Import" }));

    expect(await screen.findByText("30 shares of XOM were sold, but only 25.5 were held.")).toBeVisible();
  });

  it("refuses a file that is empty before anything is sent", async () => {
    const backend = taxBackend();
    await importFile(backend, csvFile(""));

    expect(await screen.findByText("The file is empty.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Import" })).toHaveAttribute("aria-disabled", "true");
  });

  it("refuses offline, with the reason", async () => {
    const backend = scene("tax-offline");
    await importFile(backend);

    expect(screen.getByRole("button", { name: "Import" })).toHaveAccessibleDescription("The connection is lost.");
    expect(screen.getByRole("button", { name: "Download CSV" })).toHaveAccessibleDescription("The connection is lost.");
  });
});

it("exports the chosen records as a file named after the day the broker was read", async () => {
  const saved: string[] = [];
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:tax", revokeObjectURL: () => undefined }));
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const backend = taxBackend();
  const user = await renderApp(backend, "/tax");
  await user.selectOptions(await screen.findByLabelText("What to export"), "outside_trades");
  await user.click(screen.getByRole("button", { name: "Download CSV" }));

  await waitFor(() => expect(saved).toEqual([`trimtab-outside-trades-${daysAgo(0)}.csv`]));
  expect(callsTo(backend, "export_tax_records").map((call) => call.request)).toEqual([{ kind: "outside_trades" }]);
});

it("shows the year against the owner's limits", async () => {
  await renderApp(taxBackend(), "/tax");

  expect(await screen.findByRole("meter", { name: "Net gain against your limits" })).toHaveAttribute("aria-valuetext", "$1,530.55 of $3,000.00");
  expect(screen.getByText("Past the warning")).toBeVisible();
});

it("says so when the ledger cannot be read", async () => {
  await renderApp(scene("tax-unreadable"), "/tax");

  expect(await screen.findByText("The tax lots could not be read")).toBeVisible();
});
