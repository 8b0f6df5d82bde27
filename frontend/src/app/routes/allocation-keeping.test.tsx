import { act, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { driftedBackend, SCENES } from "../../../testing/scenes";

const lastCheck = (backend: FakeBackend) => backend.calls.findLast((call) => call.name === "check_rebalance_drift")?.request;

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

const reopened = async () => {
  const backend = scene("edited-before");
  const user = await renderApp(backend, "/allocation?plan=pl_0002");
  await user.click(await screen.findByRole("button", { name: "Edit trades" }));
  return { backend, user };
};

describe("an edited plan", () => {
  it("shows its owner's edits again after a reload", async () => {
    await reopened();

    expect(screen.getByRole("checkbox", { name: /MSFT/ })).not.toBeChecked();
    expect(screen.getByLabelText("Shares of WMT")).toHaveValue("10");
  });

  it("keeps them beside the next edit", async () => {
    const { backend, user } = await reopened();
    await user.clear(screen.getByLabelText("Shares of XOM"));
    await user.type(screen.getByLabelText("Shares of XOM"), "200");
    await user.click(screen.getByRole("button", { name: "Work these out" }));

    expect(lastCheck(backend)).toEqual({ method: null, edits: [{ symbol: "WMT", qty: "10" }, { symbol: "MSFT", qty: "0" }, { symbol: "XOM", qty: "200" }] });
  });

  it("takes a trade back whose own size is not told any more", async () => {
    const { backend, user } = await reopened();
    await user.click(screen.getByRole("checkbox", { name: /MSFT/ }));
    await user.click(screen.getByRole("button", { name: "Work these out" }));

    expect(lastCheck(backend)).toEqual({ method: null, edits: [{ symbol: "WMT", qty: "10" }] });
  });

  it("that has expired is previewed again with its edits", async () => {
    const backend = scene("edited-expired");
    const user = await renderApp(backend);
    await user.click(await screen.findByRole("button", { name: "Check & Rebalance" }));
    await user.click(await screen.findByRole("button", { name: "Edit trades" }));
    await user.click(screen.getByRole("checkbox", { name: /MSFT/ }));
    await user.click(screen.getByRole("button", { name: "Work these out" }));
    await screen.findByText("MSFT is left out by its owner.");
    await user.click(screen.getByRole("button", { name: "Preview again" }));

    expect(lastCheck(backend)).toEqual({ method: null, edits: [{ symbol: "MSFT", qty: "0" }] });
    expect(backend.calls.filter((call) => call.name === "check_rebalance_drift")).toHaveLength(3);
  });
});

it("what is typed while targets are being saved stays", async () => {
  const backend = driftedBackend();
  const answers: ((result: object) => void)[] = [];
  backend.answer("save_allocation", () => new Promise<object>((resolve) => answers.push(resolve)));
  const user = await renderApp(backend);
  const band = await screen.findByLabelText("Band in points around the target of JPM");
  await user.type(band, "4");
  await user.click(screen.getByRole("button", { name: "Save targets" }));
  await user.type(screen.getByLabelText("Band in points around the target of MSFT"), "7");
  act(() => answers[0]?.({ policy_version: 4, status: "ACTIVE", warnings: [] }));

  expect(await screen.findByRole("button", { name: "Save targets" })).toHaveAttribute("aria-disabled", "false");
  expect(screen.getByLabelText("Band in points around the target of MSFT")).toHaveValue("7");
  expect(screen.queryByText(/changed somewhere else/)).toBeNull();
});

const changed = async () => {
  const user = await renderApp(driftedBackend());
  await user.type(await screen.findByLabelText("Band in points around the target of JPM"), "4");
  return user;
};

describe("leaving", () => {
  it("with unsaved targets asks first, and staying keeps them", async () => {
    const user = await changed();
    await user.click(screen.getByRole("link", { name: "History" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Stay" }));

    expect(screen.getByLabelText("Band in points around the target of JPM")).toHaveValue("4");
  });

  it("by keys asks as well", async () => {
    const user = await changed();
    screen.getByRole("switch", { name: /JPM/ }).focus();
    await user.keyboard("gh");

    expect(await screen.findByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
  });

  it("with trades half edited asks first", async () => {
    const user = await renderApp(scene("edited"));
    await user.click(await screen.findByRole("button", { name: "Check & Rebalance" }));
    await user.click(await screen.findByRole("button", { name: "Edit trades" }));
    await user.click(screen.getByRole("checkbox", { name: /MSFT/ }));
    await user.click(screen.getByRole("link", { name: "History" }));

    expect(await screen.findByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
  });

  it("without any change asks nothing", async () => {
    const user = await renderApp(driftedBackend());
    await screen.findByLabelText("Target percent of JPM");
    await user.click(screen.getByRole("link", { name: "History" }));

    expect(await screen.findByRole("heading", { level: 1, name: "History" })).toBeVisible();
  });
});
