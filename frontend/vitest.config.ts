import { defineConfig, mergeConfig } from "vitest/config";
import shared from "./vite.config.ts";

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      restoreMocks: true,
      maxWorkers: 2,
      testTimeout: 30_000,
      projects: [
        {
          extends: true,
          test: { name: "app", environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["./testing/setup.ts"] },
        },
        { extends: true, test: { name: "scripts", environment: "node", include: ["scripts/*.test.ts"] } },
      ],
    },
  }),
);
