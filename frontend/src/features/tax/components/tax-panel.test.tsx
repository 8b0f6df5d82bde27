import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { preview } from "../../../../testing/samples";
import { taxOf } from "../../../../testing/samples-tax";
import { TaxPanel } from "./tax-panel";

const trades = preview().trades;
const figure = (name: string) => screen.getByText(name).nextElementSibling;

async function openDetails() {
  await userEvent.setup().click(screen.getByRole("button", { name: "Show tax details" }));
}

it("is compact and an estimate at first", () => {
  render(<TaxPanel tax={taxOf("mixed")} trades={trades} />);

  expect(screen.getByText("Estimate, not advice")).toBeVisible();
  expect(screen.getByText("2 wash-sale warnings")).toBeVisible();
  expect(screen.queryByRole("table")).toBeNull();
});

it("shows nothing but zeros where nothing is sold", () => {
  render(<TaxPanel tax={taxOf("zero")} trades={[]} />);

  expect(screen.getByText("Nothing is sold, so nothing is realised.")).toBeVisible();
  expect(figure("Tax of this plan")).toHaveTextContent(/^\$0\.00$/);
});

it("shows a gain, what it costs and what was saved", () => {
  render(<TaxPanel tax={taxOf("gain")} trades={trades} />);

  expect(figure("Long-term gain")).toHaveTextContent("+$812.40");
  expect(figure("Saved")).toHaveTextContent("+$57.06");
});

it("shows a harvested loss as realised and as tax saved", () => {
  render(<TaxPanel tax={taxOf("loss")} trades={trades} />);

  expect([figure("Short-term gain"), figure("Losses harvested"), figure("Tax of this plan")].map((cell) => cell?.textContent)).toEqual(["−$350.00", "$350.00", "−$122.50"]);
});

it("labels a what-if lot method", async () => {
  render(<TaxPanel tax={taxOf("mixed")} trades={trades} />);
  await openDetails();

  expect(screen.getByText("What-if: highest cost first")).toBeVisible();
  expect(screen.getByText(/Alpaca sells the oldest first/)).toBeVisible();
});

it("lists the lots of each sale with term and gain", async () => {
  render(<TaxPanel tax={taxOf("mixed")} trades={trades} />);
  await openDetails();
  const rows = within(screen.getByRole("table", { name: "Sales, lot by lot" })).getAllByRole("row");

  expect(rows.some((row) => /34\.4121Long term\+\$812\.40/.test(row.textContent ?? ""))).toBe(true);
  expect(rows.some((row) => /Short term9 days to long term\+\$96\.00/.test(row.textContent ?? ""))).toBe(true);
});

it("says what taxes changed, signed quantities in words", async () => {
  render(<TaxPanel tax={taxOf("gain")} trades={trades} />);
  await openDetails();
  const part = screen.getByRole("region", { name: "What taxes changed in the plan" });

  expect(part).toHaveTextContent(/WMTPostponednothing instead of Sell 5/);
  expect(part).toHaveTextContent(/saves about \$57\.06/);
});

it("tells a loss that moves from one that is gone for good", async () => {
  render(<TaxPanel tax={taxOf("mixed")} trades={trades} />);
  await openDetails();
  const part = screen.getByRole("region", { name: "Wash-sale warnings" });

  expect(part).toHaveTextContent(/\$12\.34 does not count now/);
  expect(part).toHaveTextContent(/\$8\.10 is lost for good/);
});

it("leaves out what there is none of", async () => {
  render(<TaxPanel tax={taxOf("gain")} trades={trades} />);
  await openDetails();

  expect(screen.queryByText("Wash-sale warnings")).toBeNull();
});

it("says why there are no figures", () => {
  render(<TaxPanel tax={null} trades={trades} warnings={[{ reason_code: "TAX_LOTS_MISSING", message: "The broker did not answer." }, { reason_code: "NO_TARGETS", message: "Something else." }]} />);

  expect(screen.getByText(/the lots could not be had/)).toBeVisible();
  expect(screen.getByText("The broker did not answer.")).toBeVisible();
  expect(screen.queryByText("Something else.")).toBeNull();
});

it("names sales whose lots are not known", () => {
  render(<TaxPanel tax={taxOf("zero")} trades={trades.map((trade) => ({ ...trade, tax_implication: "UNKNOWN" as const }))} />);

  expect(screen.getByText(/The lots of MSFT, WMT are not known/)).toBeVisible();
});
