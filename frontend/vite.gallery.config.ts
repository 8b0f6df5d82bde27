import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import shared from "./vite.config.ts";

// Serves the application over scripted back ends, one per state a person can meet; never part of the shipped build.
export default mergeConfig(
  shared,
  defineConfig({
    root: fileURLToPath(new URL("./testing/gallery", import.meta.url)),
    publicDir: fileURLToPath(new URL("./public", import.meta.url)),
    build: { outDir: fileURLToPath(new URL("./node_modules/.gallery", import.meta.url)), emptyOutDir: true, manifest: false },
  }),
);
