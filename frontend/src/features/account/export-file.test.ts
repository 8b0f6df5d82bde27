import { expect, it } from "vitest";
import { exportPage, PAGES, SECOND_PAGE } from "../../../testing/samples-account";
import { exportFile, joinCsv, joinJson } from "./export-file";

it("names the file by its day and kind", () => {
  const pages = PAGES.CSV.map((content) => exportPage(content, SECOND_PAGE));

  expect([exportFile("JSON", pages.slice(0, 1)).name, exportFile("CSV", pages).name]).toEqual(["trimtab-account-2020-03-23.json", "trimtab-account-2020-03-23.csv"]);
});

it("leaves a single page as it is", () => {
  expect([joinJson(PAGES.JSON.slice(0, 1)), joinCsv(PAGES.CSV.slice(0, 1))]).toEqual([PAGES.JSON[0], PAGES.CSV[0]]);
});

it("puts the records of all pages into one list, digit for digit", () => {
  const joined = joinJson(PAGES.JSON);

  expect(JSON.parse(joined).records.map(({ path }: { path: string }) => path)).toEqual(["a", "b"]);
  expect(joined).toContain('"units": 9007199254740993');
  expect(joined).toContain(String.raw`"note": "]\"records\": ["`);
});

it("passes over a page without records", () => {
  const empty = '{\n  "exported_at": "2020-03-23T15:04:05Z",\n  "records": []\n}\n';

  expect(JSON.parse(joinJson([empty, ...PAGES.JSON, empty])).records).toHaveLength(2);
});

it("saves nothing where a page is written otherwise", () => {
  expect(() => joinJson(["{}", "{}"])).toThrow("no list of records");
});

it("keeps the heading of a table once", () => {
  expect(joinCsv(PAGES.CSV)).toBe('path,field,value\r\na,units,9007199254740993\r\nb,note,"one, two"\r\n');
});
