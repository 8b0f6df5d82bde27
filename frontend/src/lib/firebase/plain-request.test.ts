import { expect, it } from "vitest";
import { plainRequest } from "./plain-request";

it("leaves out what is not set, however deep", () => {
  const request = { mode: "HALTED", cancels_open_orders: undefined, rules: [{ id: "drift", method: undefined }] };

  expect(Object.keys(plainRequest(request) as object)).toEqual(["mode", "rules"]);
  expect(plainRequest(request)).toStrictEqual({ mode: "HALTED", rules: [{ id: "drift" }] });
});

it("keeps what is set to nothing", () => {
  expect(plainRequest({ method: null, note: "", count: 0, isOn: false })).toStrictEqual({ method: null, note: "", count: 0, isOn: false });
});
