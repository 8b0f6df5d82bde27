import { defineConfig, mergeConfig } from "vitest/config";
import shared from "./vite.config.ts";

// The tests of pure modules only: they need no page around them, so that a mutant costs a fraction of a second, and
// what a module promises its own tests have to notice.
export default mergeConfig(
  shared,
  defineConfig({ test: { restoreMocks: true, environment: "node", include: ["src/**/*.test.ts"] } }),
);
