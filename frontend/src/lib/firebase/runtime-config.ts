import type { FirebaseOptions } from "firebase/app";
import type { DemoAccount } from "./backend";

export interface Emulators {
  authUrl: string;
  firestoreHost: string;
  firestorePort: number;
  functionsHost: string;
  functionsPort: number;
}

export interface RuntimeConfig {
  firebase: FirebaseOptions;
  emulators: Emulators | null;
  demoAccount: DemoAccount | null;
  /** The public key of web push, which a deployment's build names in VITE_PUSH_KEY. */
  pushKey: string | null;
}

interface LocalConfig extends Emulators {
  projectId: string;
  apiKey: string;
  demoEmail?: string;
  demoPassword?: string;
  pushKey?: string;
}

/** Reads the local stack's configuration where it is served, else the one Firebase Hosting serves. */
export async function loadRuntimeConfig(get: typeof fetch = fetch): Promise<RuntimeConfig> {
  const local = await readJson<LocalConfig>(get, "/local.json");
  if (local) return localConfig(local);
  const hosted = await readJson<FirebaseOptions>(get, "/__/firebase/init.json");
  if (!hosted) throw new Error("Neither /local.json nor /__/firebase/init.json is served as JSON.");
  return { firebase: hosted, emulators: null, demoAccount: null, pushKey: import.meta.env["VITE_PUSH_KEY"] || null };
}

function localConfig(local: LocalConfig): RuntimeConfig {
  const { projectId, apiKey, demoEmail, demoPassword, pushKey = null, ...emulators } = local;
  return {
    firebase: { projectId, apiKey },
    emulators,
    demoAccount: demoEmail && demoPassword ? { email: demoEmail, password: demoPassword } : null,
    pushKey,
  };
}

async function readJson<Shape>(get: typeof fetch, path: string): Promise<Shape | null> {
  const answer = await get(path, { cache: "no-store" });
  // Single-page hosting answers unknown paths with its HTML, so the status alone proves nothing.
  const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
  return answer.ok && isJson ? ((await answer.json()) as Shape) : null;
}
