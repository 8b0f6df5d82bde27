import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { createFakeBackend } from "../../../../testing/fake-backend";
import { renderPart } from "../../../../testing/render-part";
import { answerAccount, exportPage, PAGES, refuse, SECOND_PAGE } from "../../../../testing/samples-account";
import { ExportCard } from "./export-card";

function savedTexts(): Blob[] {
  const saved: Blob[] = [];
  URL.createObjectURL = (blob) => {
    saved.push(blob as Blob);
    return "blob:saved";
  };
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  return saved;
}

it("saves all pages as one file of the chosen format", async () => {
  const saved = savedTexts();
  const backend = createFakeBackend();
  answerAccount(backend);
  const user = await renderPart(backend, <ExportCard />);
  await user.click(screen.getByRole("radio", { name: "CSV" }));
  await user.click(screen.getByRole("button", { name: "Save my data" }));

  expect(await screen.findByText("Saved trimtab-account-2020-03-23.csv with 2 records.")).toBeVisible();
  expect(backend.calls.map(({ request }) => request)).toEqual([
    { format: "CSV", after: null },
    { format: "CSV", after: SECOND_PAGE },
  ]);
  expect([saved.length, saved[0]?.type]).toEqual([1, "text/csv;charset=utf-8"]);
});

it("saves nothing where a later page does not come", async () => {
  const saved = savedTexts();
  const backend = createFakeBackend();
  const lost = refuse("UNAVAILABLE", "The store did not answer in time.", { correlation_id: "c-1" });
  backend.answer("export_data", (request) => ((request as { after: string | null }).after === null ? exportPage(PAGES.JSON[0] ?? "", SECOND_PAGE) : lost()));
  const user = await renderPart(backend, <ExportCard />);
  await user.click(screen.getByRole("button", { name: "Save my data" }));

  expect(await screen.findByRole("alert")).toHaveTextContent(/Your data could not be read/);
  expect(saved).toEqual([]);
});
