import { act, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../testing/render-app";
import { SCENES } from "../../../testing/scenes";

async function open() {
  const backend = SCENES["settings"]?.();
  if (!backend) throw new Error("There is no such scene.");
  const user = await renderApp(backend, "/settings");
  const retype = async (label: string, value: string) => {
    const field = await screen.findByLabelText(label);
    await user.clear(field);
    await user.type(field, value);
    return field;
  };
  return { backend, user, retype };
}

it("what is typed while limits are being saved stays, and is not taken for somebody else's", async () => {
  const { backend, user, retype } = await open();
  const answers: ((result: object) => void)[] = [];
  backend.answer("save_policy", () => new Promise<object>((resolve) => answers.push(resolve)));
  await retype("Orders in a run", "39");
  await user.click(screen.getByText("Save limits"));
  const later = await retype("Orders in a day", "77");
  await act(async () => answers[0]?.({ policy_version: 9, status: "ACTIVE", warnings: [] }));

  expect(later).toHaveValue("77");
  expect(screen.getByText("Save limits").closest("button")).toHaveAttribute("aria-disabled", "false");
  expect(screen.queryByText(/somewhere else/)).toBeNull();
});

it("leaving with unsaved limits asks first, and staying keeps them", async () => {
  const { user, retype } = await open();
  const field = await retype("Orders in a run", "39");
  await user.click(screen.getByText("History"));
  await user.click(within(await screen.findByRole("alertdialog")).getByText("Stay"));

  expect(field).toHaveValue("39");
});
