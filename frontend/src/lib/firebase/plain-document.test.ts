import { Timestamp } from "firebase/firestore";
import { expect, it } from "vitest";
import { plainDocument } from "./plain-document";

it("turns every timestamp into its text, however deep, and leaves the rest alone", () => {
  const at = Timestamp.fromDate(new Date("2020-03-23T15:04:05Z"));

  expect(plainDocument({ at, history: [{ at, state: "SELLING" }], note: null })).toEqual({
    at: "2020-03-23T15:04:05.000Z",
    history: [{ at: "2020-03-23T15:04:05.000Z", state: "SELLING" }],
    note: null,
  });
});
