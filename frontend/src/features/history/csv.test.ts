import { expect, it } from "vitest";
import { csvCell, toCsv } from "./csv";

it.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ["two\r\nlines", '"two\r\nlines"'],
  ["one\nmore", '"one\nmore"'],
  ["", ""],
])("writes %j as %j", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it.each(["=1+1", "+1", "-cmd", "@SUM(A1)", "\tx", "-1-1", "-1.5e3"])("guards %j against being taken for a formula", (value) => {
  expect(csvCell(value)).toBe(`'${value}`);
});

it("guards before it quotes", () => {
  expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
});

it.each(["-12.50", "0.091", "-3", "7"])("leaves the number %s a number", (value) => {
  expect(csvCell(value)).toBe(value);
});

it("leaves what is not known empty and keeps false and zero", () => {
  expect([null, false, 0].map(csvCell)).toEqual(["", "false", "0"]);
});

it("ends every line, the last one too, with CR LF", () => {
  expect(toCsv(["a", "b"], [["1", null]])).toBe("a,b\r\n1,\r\n");
});
