import { useMutation } from "@tanstack/react-query";
import { act, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { CallError, useCall } from "@/lib/firebase";
import { createFakeBackend, DEMO_PASSWORD } from "../../../testing/fake-backend";
import { renderPart } from "../../../testing/render-part";
import { SignInAgain } from "./sign-in-again";
import { useGuardedAct } from "./use-guarded-act";

function Act() {
  const call = useCall();
  const [isDone, setIsDone] = useState(false);
  const guarded = useGuardedAct(useMutation<object, Error, number>({ mutationFn: (number) => call<object>("act", { number }) }), () => setIsDone(true));
  return (
    <>
      <button type="button" onClick={() => guarded.ask(7)}>
        Act
      </button>
      <p>{isDone ? "Done" : (guarded.error?.message ?? "Not done")}</p>
      <SignInAgain {...guarded.question} />
    </>
  );
}

/** An act that is refused until somebody has signed in again, and has just been refused. */
async function askFirst() {
  const backend = createFakeBackend();
  backend.answer("act", () => ({}));
  backend.askForSignIn("act");
  const user = await renderPart(backend, <Act />);
  await user.click(screen.getByRole("button", { name: "Act" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  const enter = async (password: string) => {
    await user.type(dialog.getByLabelText("Password"), password);
    await user.click(dialog.getByRole("button", { name: "Go on" }));
  };
  return { backend, user, dialog, enter };
}

const requests = (backend: ReturnType<typeof createFakeBackend>) => backend.calls.map(({ request }) => request);

it("repeats the act once, with the same request, after the right password", async () => {
  const { backend, enter } = await askFirst();
  await enter(DEMO_PASSWORD);

  expect(await screen.findByText("Done")).toBeVisible();
  expect(requests(backend)).toEqual([{ number: 7 }, { number: 7 }]);
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  await waitFor(() => expect(screen.getByRole("button", { name: "Act" })).toHaveFocus());
});

it("has the focus in the field of the password", async () => {
  const { dialog } = await askFirst();

  await waitFor(() => expect(dialog.getByLabelText("Password")).toHaveFocus());
});

it("tells a wrong password at its field, and asks for it again", async () => {
  const { backend, dialog, enter } = await askFirst();
  await enter("guess");

  await waitFor(() => expect(dialog.getByLabelText("Password")).toHaveAccessibleDescription("The password is not right."));
  expect(dialog.getByLabelText("Password")).toHaveFocus();
  expect(requests(backend)).toEqual([{ number: 7 }]);
});

it("asks the service for nothing without a password", async () => {
  const { backend, user, dialog } = await askFirst();
  await user.click(dialog.getByRole("button", { name: "Go on" }));

  expect(dialog.getByLabelText("Password")).toHaveAccessibleDescription("Enter your password.");
  expect(backend.passwords).toEqual([]);
});

it.each([
  ["RESOURCE_EXHAUSTED", /too many attempts/],
  ["NO_ANSWER", /did not answer/],
] as const)("says what %s of the sign-in service means", async (status, words) => {
  const { backend, dialog, enter } = await askFirst();
  backend.signInAgain = () => Promise.reject(new CallError(status, "auth"));
  await enter("guess");

  await waitFor(() => expect(dialog.getByLabelText("Password")).toHaveAccessibleDescription(words));
});

it("leaves everything as it was when it is cancelled", async () => {
  const { backend, user, dialog } = await askFirst();
  await user.click(dialog.getByRole("button", { name: "Cancel" }));

  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(screen.getByText("Not done")).toBeVisible();
  expect(requests(backend)).toEqual([{ number: 7 }]);
});

it("does nothing more when it is cancelled while the password is being checked", async () => {
  const { backend, user, enter } = await askFirst();
  let answer: (() => void) | undefined;
  backend.signInAgain = () => new Promise((resolve) => (answer = resolve));
  await enter(DEMO_PASSWORD);
  await user.keyboard("{Escape}");
  await act(async () => answer?.());

  expect(screen.getByText("Not done")).toBeVisible();
  expect(requests(backend)).toEqual([{ number: 7 }]);
});

it("shows a second refusal as an error and asks no more", async () => {
  const { backend, enter } = await askFirst();
  backend.signInAgain = () => Promise.resolve();
  await enter(DEMO_PASSWORD);

  expect(await screen.findByText(/needs a sign-in within the last 5 minutes/)).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(requests(backend)).toEqual([{ number: 7 }, { number: 7 }]);
});
