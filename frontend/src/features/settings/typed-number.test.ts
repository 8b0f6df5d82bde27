import { expect, it } from "vitest";
import { type NumberRule, numberProblem, readTyped, showTyped } from "./typed-number";

it.each([
  ["percent", "5", "0.05"],
  ["percent", "0,5 %", "0.005"],
  ["percent", "200", "2"],
  ["percent", "", null],
  ["percent", "-1", null],
  ["dollars", "$1,000,000.50", "1000000.5"],
  ["dollars", "1250,5", "1250.5"],
  ["dollars", "1e6", null],
  ["dollars", "12 dollars", null],
  ["whole", " 100 ", "100"],
  ["whole", "1.5", null],
] as const)("reads %s %j as %s", (kind, typed, value) => {
  expect(readTyped(kind, typed)).toBe(value);
});

it.each([
  ["percent", "0.05", "5"],
  ["percent", "0.002", "0.2"],
  ["percent", "2", "200"],
  ["dollars", "1000000", "$1,000,000"],
  ["whole", "400", "400"],
] as const)("shows %s %s as %s", (kind, value, shown) => {
  expect(showTyped(kind, value)).toBe(shown);
});

const collar: NumberRule = { kind: "percent", least: "0", most: "0.05", isAbove: true };
const drawdown: NumberRule = { kind: "percent", least: "0", most: "1", isAbove: false };
const turnover: NumberRule = { kind: "percent", least: "0", most: null, isAbove: true };
const value: NumberRule = { kind: "dollars", least: "0", most: null, isAbove: true };
const count: NumberRule = { kind: "whole", least: "1", most: "400", isAbove: false };

it.each([
  [collar, "5", null],
  [collar, "5.01", "Enter a percentage above 0 and up to 5%."],
  [collar, "0", "Enter a percentage above 0 and up to 5%."],
  [drawdown, "0", null],
  [drawdown, "100", null],
  [drawdown, "101", "Enter a percentage from 0 to 100%."],
  [turnover, "250", null],
  [turnover, "0", "Enter a percentage above 0."],
  [value, "0.01", null],
  [value, "0", "Enter an amount above zero."],
  [count, "1", null],
  [count, "400", null],
  [count, "401", "Enter a whole number from 1 to 400."],
  [count, "0", "Enter a whole number from 1 to 400."],
  [count, "x", "Enter a whole number from 1 to 400."],
] as const)("judges by %j the number %s", (rule, typed, problem) => {
  expect(numberProblem(rule, typed)).toBe(problem);
});
