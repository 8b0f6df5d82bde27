import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { CallError } from "@/lib/firebase";
import { ErrorNotice } from "./error-notice";

const TITLES = { title: "Not saved", unsureTitle: "Not known whether it was saved", truth: "It shows above." };
const refused = new CallError("FAILED_PRECONDITION", "No.");
const lost = new CallError("NO_ANSWER", "internal");

it("says that nothing happened where the server has said so", () => {
  render(<ErrorNotice {...TITLES} error={refused} />);

  expect(screen.getByRole("alert")).toHaveTextContent("Not savedNo.");
});

it("says that it is not known, and where it will show, where no answer came", () => {
  render(<ErrorNotice {...TITLES} error={lost} />);

  expect(screen.getByRole("alert")).toHaveTextContent("Not known whether it was savedThe server did not answer.It shows above.");
});

it("keeps the title where there is no other", () => {
  render(<ErrorNotice title="Not read" error={lost} />);

  expect(screen.getByRole("alert")).toHaveTextContent("Not read");
});

it("of a call that never places orders says that nothing was sent, answered or not", () => {
  render(<ErrorNotice title="No preview" error={lost} isLooking />);

  expect(screen.getByRole("alert")).toHaveTextContent("Nothing was sent to the broker.");
});
