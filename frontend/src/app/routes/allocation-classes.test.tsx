import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../testing/render-app";
import { driftedBackend, SCENES } from "../../../testing/scenes";
import type { FakeBackend } from "../../../testing/fake-backend";

const group = (name: string) => screen.findByRole("list", { name });
const sumOf = (name: string) => screen.getByText(`Sum of ${name}`).parentElement?.textContent;

function classed(): FakeBackend {
  const make = SCENES.classes;
  if (!make) throw new Error("There is no scene classes.");
  return make();
}

it("groups the targets by class and says what each adds up to", async () => {
  await renderApp(classed());

  expect(within(await group("Bonds")).getAllByRole("listitem")).toHaveLength(2);
  expect(["Equities", "Bonds", "Commodities"].map(sumOf)).toEqual([
    "Sum of Equities 55%",
    "Sum of Bonds 35%",
    "Sum of Commodities 5%",
  ]);
});

it("moves a row, and the focus with it, to the class that is chosen, and sends that class", async () => {
  const backend = driftedBackend();
  backend.answer("save_allocation", () => ({ policy_version: 4, status: "ACTIVE", warnings: [], class_targets: [] }));
  const user = await renderApp(backend);
  await user.selectOptions(await screen.findByLabelText("Asset class of XOM"), "Commodities");

  expect(within(await group("Commodities")).getByLabelText("Asset class of XOM")).toHaveFocus();
  expect(["Equities", "Commodities"].map(sumOf)).toEqual(["Sum of Equities 75%", "Sum of Commodities 25%"]);
  await user.click(screen.getByRole("button", { name: "Save targets" }));
  const saved = backend.calls.find((call) => call.name === "save_allocation");
  expect(saved?.request).toMatchObject({ targets: [{ asset_class: null }, { asset_class: null }, { asset_class: null }, { symbol: "XOM", asset_class: "COMMODITY" }] });
});

it("gives a class back to the broker", async () => {
  const user = await renderApp(classed());
  await user.selectOptions(await screen.findByLabelText("Asset class of GLD"), "Broker's class");

  expect(within(await group("Equities")).getByLabelText("Asset class of GLD")).toHaveFocus();
  expect(screen.queryByRole("list", { name: "Commodities" })).not.toBeInTheDocument();
});

it("names after saving what the server adds up otherwise", async () => {
  const backend = classed();
  const user = await renderApp(backend);
  await user.selectOptions(await screen.findByLabelText("Asset class of GLD"), "Other");
  await user.click(screen.getByRole("button", { name: "Save targets" }));

  expect(await screen.findByText("The server counts Other as 0%, not 5%.")).toBeVisible();
  expect(screen.getByText("The server counts Commodities as 5%, not 0%.")).toBeVisible();
});
