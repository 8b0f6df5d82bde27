import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Backend } from "@/lib/firebase";
import { loadRuntimeConfig } from "@/lib/firebase/runtime-config";
import { followSystemTheme } from "@/lib/theme";
import { App } from "./app";
import { StartError } from "./error-page";

async function connectBackend(): Promise<Backend> {
  try {
    // Started here, so that the SDK and the configuration load beside the first paint instead of after it.
    const [{ connect }, config] = await Promise.all([import("@/lib/firebase/firebase-backend"), loadRuntimeConfig()]);
    return connect(config);
  } catch (cause) {
    throw new StartError(String(cause), { cause });
  }
}

followSystemTheme();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <App backend={connectBackend()} />
  </StrictMode>,
);
