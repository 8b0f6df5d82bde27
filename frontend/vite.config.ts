import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: {
      "@": path("./src"),
      // The Firestore SDK's engine for a kind of query that is not used here; see the file.
      re2js: path("./src/lib/firebase/no-regex-engine.ts"),
    },
  },
  build: { sourcemap: false, manifest: true, target: "es2023", chunkSizeWarningLimit: 600 },
});
