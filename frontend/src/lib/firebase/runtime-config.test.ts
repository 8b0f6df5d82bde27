import { expect, it, vi } from "vitest";
import { loadRuntimeConfig } from "./runtime-config";

const json = (value: unknown) => new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
const html = () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
const serving = (pages: Record<string, () => Response>) => async (path: RequestInfo | URL) =>
  pages[String(path)]?.() ?? new Response("", { status: 404 });

const local = {
  projectId: "demo-trimtab",
  apiKey: "fake",
  authUrl: "http://127.0.0.1:9099",
  firestoreHost: "127.0.0.1",
  firestorePort: 8080,
  functionsHost: "127.0.0.1",
  functionsPort: 5001,
};

it("connects to the emulators that local.json names", async () => {
  const config = await loadRuntimeConfig(serving({ "/local.json": () => json(local) }));

  expect(config).toMatchObject({ firebase: { projectId: "demo-trimtab" }, emulators: { functionsPort: 5001 }, demoAccount: null });
});

it("offers a demo account only where both its parts are named", async () => {
  const named = { ...local, demoEmail: "demo@trimtab.local", demoPassword: "secret" };
  const config = await loadRuntimeConfig(serving({ "/local.json": () => json(named) }));

  expect(config.demoAccount).toEqual({ email: "demo@trimtab.local", password: "secret" });
});

it("uses the hosted configuration where local.json is only the application's own page", async () => {
  const pages = { "/local.json": html, "/__/firebase/init.json": () => json({ projectId: "real" }) };

  expect(await loadRuntimeConfig(serving(pages))).toEqual({ firebase: { projectId: "real" }, emulators: null, demoAccount: null, pushKey: null });
});

it("takes the key of push notes from the local stack, or from the build", async () => {
  vi.stubEnv("VITE_PUSH_KEY", "key-of-the-build");
  const here = await loadRuntimeConfig(serving({ "/local.json": () => json({ ...local, pushKey: "key-of-the-stack" }) }));
  const hosted = await loadRuntimeConfig(serving({ "/__/firebase/init.json": () => json({ projectId: "real" }) }));
  vi.unstubAllEnvs();

  expect([here.pushKey, hosted.pushKey]).toEqual(["key-of-the-stack", "key-of-the-build"]);
});

it("says which files it looked for when neither is there", async () => {
  await expect(loadRuntimeConfig(serving({}))).rejects.toThrow("/local.json");
});
