import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { createFakeBackend, DEMO_PASSWORD, type FakeBackend } from "../../../../testing/fake-backend";
import { renderPart } from "../../../../testing/render-part";
import { answerAccount, API_KEY, refuse } from "../../../../testing/samples-account";
import { ApiKeys } from "./api-keys";

function keptBackend(): FakeBackend {
  const backend = createFakeBackend();
  answerAccount(backend);
  return backend;
}

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name).map(({ request }) => request);

describe("the list of keys", () => {
  it("tells what each may do, when it was used, and whether it still opens anything", async () => {
    await renderPart(keptBackend(), <ApiKeys />);
    const [used, revoked, unused] = await screen.findAllByRole("listitem");

    expect(used).toHaveTextContent(/Weekly report.*Active.*Read, Simulate.*Last used Fri, Mar 20, 2020 \(UTC\)/);
    expect(revoked).toHaveTextContent(/Old notebook.*Revoked.*Read, Propose.*Revoked Mar 10, 2020/);
    expect(unused).toHaveTextContent(/Alarm clock.*Never used/);
  });

  it("says that there is none", async () => {
    const backend = createFakeBackend();
    answerAccount(backend, []);
    await renderPart(backend, <ApiKeys />);

    expect(await screen.findByText("No key has been made")).toBeVisible();
  });

  it("can be asked for again after it could not be read", async () => {
    const backend = keptBackend();
    backend.answer("list_api_keys", refuse("UNAVAILABLE", "The store did not answer in time.", { correlation_id: "c-1" }));
    const user = await renderPart(backend, <ApiKeys />);
    expect(await screen.findByText("The store did not answer in time.")).toBeVisible();
    answerAccount(backend);
    await user.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("Weekly report")).toBeVisible();
    expect(screen.queryByText("The store did not answer in time.")).toBeNull();
  });

  it("revokes a key after one confirmation, and moves the focus from where its button was", async () => {
    const backend = keptBackend();
    const user = await renderPart(backend, <ApiKeys />);
    await user.click(await screen.findByRole("button", { name: "Revoke key Weekly report" }));
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Revoke" }));

    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(callsTo(backend, "revoke_api_key")).toEqual([{ key_id: "Ab1cD2eF3gH4iJ5kL6mN" }]);
    expect(screen.queryByRole("button", { name: "Revoke key Weekly report" })).toBeNull();
    await waitFor(() => expect(screen.getByRole("heading", { name: "Your keys" })).toHaveFocus());
  });
});

describe("making a key", () => {
  it("shows it once, until its owner has kept it", async () => {
    const backend = keptBackend();
    const user = await renderPart(backend, <ApiKeys />);
    await user.type(screen.getByLabelText("Name"), "My script");
    await user.click(screen.getByRole("checkbox", { name: /^Propose/ }));
    await user.click(screen.getByRole("button", { name: "Make the key" }));

    expect(await screen.findByLabelText("Key")).toHaveValue(API_KEY);
    expect(callsTo(backend, "create_api_key")).toEqual([{ name: "My script", scopes: ["read", "propose"] }]);
    expect(await screen.findByRole("button", { name: "Revoke key My script" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(document.body).not.toHaveTextContent(API_KEY);
    expect(screen.getByRole("heading", { name: "Make a key" })).toHaveFocus();
  });

  it("tells what is wrong and sends nothing", async () => {
    const backend = keptBackend();
    const user = await renderPart(backend, <ApiKeys />);
    await user.click(screen.getByRole("checkbox", { name: /^Read/ }));
    await user.click(screen.getByRole("button", { name: "Make the key" }));

    expect(screen.getByLabelText("Name")).toHaveAccessibleDescription(/Enter 1 to 64 letters/);
    expect(screen.getByLabelText("Name")).toHaveFocus();
    expect(screen.getByText("Choose at least one thing the key may do.")).toBeVisible();
    expect(callsTo(backend, "create_api_key")).toEqual([]);
  });

  it("asks for the password where the server wants a recent sign-in", async () => {
    const backend = keptBackend();
    backend.askForSignIn("create_api_key");
    const user = await renderPart(backend, <ApiKeys />);
    await user.type(screen.getByLabelText("Name"), "Robot");
    await user.click(screen.getByRole("checkbox", { name: /^Execute/ }));
    await user.click(screen.getByRole("button", { name: "Make the key" }));
    await user.type(await screen.findByLabelText("Password"), DEMO_PASSWORD);
    await user.click(screen.getByRole("button", { name: "Go on" }));

    expect(await screen.findByLabelText("Key")).toHaveValue(API_KEY);
  });

  it("shows why there is no room for another", async () => {
    const backend = keptBackend();
    backend.answer("create_api_key", refuse("FAILED_PRECONDITION", "You hold 20 keys, and 20 is the most; revoke one first.", { correlation_id: "c-1", reason_code: "TOO_MANY_API_KEYS" }));
    const user = await renderPart(backend, <ApiKeys />);
    await user.type(screen.getByLabelText("Name"), "One too many");
    await user.click(screen.getByRole("button", { name: "Make the key" }));

    expect(await screen.findByRole("alert")).toHaveTextContent(/The key was not made.*revoke one first/);
    expect(screen.getByLabelText("Name")).toHaveValue("One too many");
  });
});
