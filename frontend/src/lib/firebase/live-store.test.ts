import { expect, it } from "vitest";
import { createFakeBackend } from "../../../testing/fake-backend";
import { createLiveStore } from "./live-store";

const SOURCE = { doc: "systemStatus/risk_management" };
const settle = () => new Promise<void>((resolve) => queueMicrotask(resolve));

it("tells a missing document from one that has not arrived", async () => {
  const store = createLiveStore(createFakeBackend());
  store.subscribe(SOURCE, () => undefined);
  const before = store.read(SOURCE).status;
  await settle();

  expect([before, store.read(SOURCE).status]).toEqual(["loading", "missing"]);
});

it("follows a document as it changes", async () => {
  const backend = createFakeBackend();
  const store = createLiveStore(backend);
  store.subscribe(SOURCE, () => undefined);
  await settle();
  backend.put(SOURCE.doc, { mode: "ACTIVE" });

  expect(store.read(SOURCE)).toEqual({ status: "ready", value: { mode: "ACTIVE" }, fromCache: false });
});

it("listens once for many and stops when the last one leaves", async () => {
  let running = 0;
  const backend = { ...createFakeBackend(), watchDoc: () => ((running += 1), () => void (running -= 1)) };
  const store = createLiveStore(backend);
  const leaves = [store.subscribe(SOURCE, () => undefined), store.subscribe(SOURCE, () => undefined)];
  const shared = running;
  for (const leave of leaves) leave();

  expect([shared, running]).toEqual([1, 0]);
});

it("starts a listener anew for whoever comes after it has failed, and tells those who were there", async () => {
  const working = createFakeBackend();
  working.put(SOURCE.doc, { mode: "ACTIVE" });
  let isBroken = true;
  const store = createLiveStore({
    ...working,
    watchDoc(path, observer) {
      if (!isBroken) return working.watchDoc(path, observer);
      queueMicrotask(() => observer.error(new Error("Not allowed.")));
      return () => undefined;
    },
  });
  const seen: string[] = [];
  store.subscribe(SOURCE, () => void seen.push(store.read(SOURCE).status));
  await settle();
  isBroken = false;
  store.subscribe(SOURCE, () => undefined);
  await settle();

  expect(seen).toEqual(["error", "loading", "ready"]);
});
