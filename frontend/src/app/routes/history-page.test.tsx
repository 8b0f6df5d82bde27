import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { SCENES } from "../../../testing/scenes";

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

const open = (name: string) => renderApp(scene(name), "/history");
const runTable = () => screen.findByRole("table", { name: "Runs" });

afterEach(() => void vi.restoreAllMocks());

describe("drift over time", () => {
  it("shows the last day at first, in words for whoever listens", async () => {
    await open("history");
    const slider = await screen.findByRole("slider", { name: "Day" });

    expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/^Mon, Mar 23, 2020\. Largest \d+\.\d\d%, Mean/));
  });

  it("follows one symbol with its signed drift and its level in words", async () => {
    const user = await open("history");
    await user.selectOptions(await screen.findByLabelText("Show"), "XOM");

    expect(screen.getByRole("slider", { name: "Day" })).toHaveAttribute("aria-valuetext", expect.stringMatching(/Drift [+−]\d+\.\d\d%, (in band|out of band|far out)$/));
  });

  it("reaches further back when a longer range is chosen", async () => {
    const user = await open("history");
    const slider = await screen.findByRole("slider", { name: "Day" });
    expect(slider).toHaveAttribute("max", "63");
    await user.click(screen.getByRole("radio", { name: "1Y" }));

    await waitFor(() => expect(screen.getByRole("slider", { name: "Day" })).toHaveAttribute("max", "252"));
  });

  it("carries the same figures in a table", async () => {
    const user = await open("history-one-day");
    await user.click(await screen.findByText("The same figures as a table"));
    const table = await screen.findByRole("table", { name: "Drift by day" });

    expect(within(table).getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual(["Mon, Mar 23, 2020"]);
  });
});

describe("runs", () => {
  it("are listed without simulations, the one under way with what is not known yet", async () => {
    await open("history");
    const [, first] = within(await runTable()).getAllByRole("row");

    expect(screen.getByText("12 runs listed")).toBeVisible();
    expect(first).toHaveTextContent("Waiting for sells to fill");
    expect(first).toHaveTextContent("not known");
  });

  it("are filtered by outcome and by what started them", async () => {
    const user = await open("history");
    await user.selectOptions(await screen.findByLabelText("Outcome"), "Completed");
    await user.selectOptions(screen.getByLabelText("Started by"), "Calendar rule");

    expect(screen.getByText("2 of 12 runs listed")).toBeVisible();
  });

  it("lead to their own page", async () => {
    await open("history");

    expect(within(await runTable()).getAllByRole("link")[0]).toHaveAttribute("href", "/history/run_live");
  });

  it("grow by fifty", async () => {
    const user = await open("history-500");
    await user.click(await screen.findByRole("button", { name: "Show more" }));

    expect(await screen.findByText("100 runs listed Older runs exist.")).toBeVisible();
  });

  it("are saved as they are listed", async () => {
    const blobs: Blob[] = [];
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`, revokeObjectURL: () => undefined }));
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    const user = await open("history");
    await user.selectOptions(await screen.findByLabelText("Outcome"), "Finished with adjustments");
    await user.click(screen.getByRole("button", { name: "Save 2 runs as CSV" }));

    expect((await blobs[0]?.text())?.split("\r\n")).toHaveLength(4);
  });

  it("say so when there are none, and where to begin", async () => {
    await open("history-none");

    expect(await screen.findByText("No run yet")).toBeVisible();
    expect(screen.getByRole("link", { name: "Go to Allocation" })).toHaveAttribute("href", "/allocation");
  });

  it("are not called missing while the connection is lost", async () => {
    await open("history-offline-empty");

    expect(await screen.findByText(/The runs are not on this device/)).toBeVisible();
    expect(screen.queryByText("No run yet")).toBeNull();
  });

  it("stay listed when only their figures cannot be read", async () => {
    await open("history-figures-lost");

    expect(await screen.findByText("12 runs listed")).toBeVisible();
    expect(screen.getByText(/shown as not known/)).toBeVisible();
  });
});
