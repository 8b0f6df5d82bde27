import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { createFakeBackend, DEMO_PASSWORD, type FakeBackend } from "../../../../testing/fake-backend";
import { renderPart } from "../../../../testing/render-part";
import { answerAccount, answerRunning } from "../../../../testing/samples-account";
import { DeleteCard } from "./delete-card";

const requests = (backend: FakeBackend) => backend.calls.filter(({ name }) => name === "delete_account").map(({ request }) => request);

/** Opens the dialog and types the phrase. */
async function open(prepare: (backend: FakeBackend) => void = () => undefined) {
  const backend = createFakeBackend();
  answerAccount(backend);
  prepare(backend);
  const user = await renderPart(backend, <DeleteCard />);
  await user.click(screen.getByRole("button", { name: "Delete my account…" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  return { backend, user, dialog, phrase: dialog.getByLabelText(/Type “delete my account”/) };
}

it("tells what goes and what stays, and waits for the phrase", async () => {
  const { dialog } = await open();

  expect(dialog.getByText(/A pseudonym stands there/)).toBeVisible();
  expect(dialog.getByRole("button", { name: "Delete the account" })).toHaveAttribute("aria-disabled", "true");
});

it("signs out once the account is deleted", async () => {
  const { backend, user, dialog, phrase } = await open();
  await user.type(phrase, "delete my account");
  await user.click(dialog.getByRole("button", { name: "Delete the account" }));

  await waitFor(() => expect(screen.queryByRole("button", { name: "Delete my account…" })).toBeNull());
  expect(requests(backend)).toEqual([{}]);
  await waitFor(() => expect(history.state).toMatchObject({ usr: { farewell: { deletedCount: 41, keptCount: 12 } } }));
});

it("offers to cancel the runs that are under way, and only then does so", async () => {
  const { backend, user, dialog, phrase } = await open(answerRunning);
  await user.type(phrase, "delete my account");
  await user.click(dialog.getByRole("button", { name: "Delete the account" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent(/^Runs have not endedThey can be cancelled first/);
  await user.click(dialog.getByRole("button", { name: "Cancel the runs and delete" }));

  await waitFor(() => expect(requests(backend)).toEqual([{}, { cancel_runs: true }]));
});

it("asks for the password of a session of long ago, and deletes nothing where that is cancelled", async () => {
  const { backend, user, dialog, phrase } = await open((each) => each.askForSignIn("delete_account"));
  await user.type(phrase, "delete my account");
  await user.click(dialog.getByRole("button", { name: "Delete the account" }));
  const question = within(await screen.findByRole("alertdialog", { name: "Enter your password to go on" }));
  await user.click(question.getByRole("button", { name: "Cancel" }));

  await waitFor(() => expect(screen.getAllByRole("alertdialog")).toHaveLength(1));
  expect([requests(backend), backend.passwords]).toEqual([[{}], []]);
  await user.click(dialog.getByRole("button", { name: "Delete the account" }));
  await user.type(await screen.findByLabelText("Password"), DEMO_PASSWORD);
  await user.click(screen.getByRole("button", { name: "Go on" }));
  await waitFor(() => expect(requests(backend)).toEqual([{}, {}, {}]));
});
