import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../testing/render-app";
import { preview, standing } from "../../../testing/samples";
import { driftedBackend } from "../../../testing/scenes";

const SECOND_MS = 1000;

it("the bar on top says which account it is, on pages without its figures, too", async () => {
  await renderApp(driftedBackend(), "/alerts");

  expect(await within(screen.getByRole("status", { name: "Trading environment" })).findByText("Account …4f2a")).toBeVisible();
});

it("the market bar says how old the prices are", async () => {
  const backend = driftedBackend();
  backend.answer("simulate", () => standing({ as_of: new Date(Date.now() - 70 * SECOND_MS).toISOString() }));
  await renderApp(backend);

  expect(await within(screen.getByRole("region", { name: "Market" })).findByText(/Prices of/)).toHaveTextContent(/\(1:1\d min old\)/);
});

it("the drift table says how much is bought or sold to repair a row", async () => {
  const backend = driftedBackend();
  backend.answer("simulate", () => ({ ...standing(), trades: preview().trades }));
  await renderApp(backend);
  const [trade] = preview().trades;
  const row = await screen.findByRole("row", { name: new RegExp(`^${trade?.symbol}`) });

  expect(row).toHaveTextContent(new RegExp(`(Buy|Sell)\\$${Number(trade?.estimated_value).toLocaleString("en-US", { minimumFractionDigits: 2 })}$`));
});
