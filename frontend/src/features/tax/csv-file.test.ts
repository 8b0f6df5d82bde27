import { expect, it } from "vitest";
import { judgeText, readChosenFile } from "./csv-file";

const HEAD = "id,account,symbol";

it("counts rows without the heading and blank lines, whatever ends a line", () => {
  expect(judgeText("a.csv", `${HEAD}\r\n1,x,SPY\n\n2,x,SPY\r\n`)).toEqual({ name: "a.csv", csv: `${HEAD}\r\n1,x,SPY\n\n2,x,SPY\r\n`, rowCount: 2, problem: null });
});

it("refuses an empty file", () => {
  expect(judgeText("a.csv", " \n").problem).toBe("empty");
});

it("takes exactly two million characters and not one more", () => {
  const exact = HEAD.padEnd(2_000_000, "x");

  expect([judgeText("a", exact).problem, judgeText("a", `${exact}x`).problem]).toEqual([null, "tooLarge"]);
});

it("takes exactly 20,000 rows and not one more", () => {
  const exact = `${HEAD}\n${"1\n".repeat(20_000)}`;

  expect([judgeText("a", exact).problem, judgeText("a", `${exact}1\n`).problem]).toEqual([null, "tooManyRows"]);
});

it("refuses what is not UTF-8 text", async () => {
  const latin = new File([new Uint8Array([0x69, 0x64, 0x2c, 0xe9])], "latin.csv");

  expect((await readChosenFile(latin)).problem).toBe("notText");
});

it("says so when the browser cannot read the file", async () => {
  const broken = Object.assign(new File(["x"], "gone.csv"), { text: () => Promise.reject(new Error("gone")) });

  expect(await readChosenFile(broken)).toEqual({ name: "gone.csv", problem: "unreadable" });
});

it("does not even read what is far too large", async () => {
  const huge = new File(["x".repeat(8_000_001)], "huge.csv");

  expect((await readChosenFile(huge)).problem).toBe("tooLarge");
});
