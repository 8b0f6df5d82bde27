import { describe, expect, it } from "vitest";
import { faultsOf } from "./check-rooms.mjs";
import { filesByBudget, verdicts } from "./check-size.mjs";
import { typesOf } from "./generate-contracts.mjs";

describe("check-rooms finds planted faults", () => {
  it.each([
    ["features/drift/x.ts", "@/features/risk"],
    ["features/drift/x.ts", "../risk/trading-state"],
    ["features/drift/x.ts", "@/app/app"],
    ["components/x.tsx", "@/features/risk"],
    ["lib/x.ts", "@/app/app"],
    ["components/x.tsx", "firebase/firestore"],
    ["app/x.tsx", "@/features/risk/trading-state"],
  ])("%s importing %s", (file, target) => {
    expect(faultsOf(file, `import { x } from "${target}";`)).toHaveLength(1);
  });

  it("and in a dynamic import", () => {
    expect(faultsOf("lib/x.ts", 'const x = import("@/app/app");')).toHaveLength(1);
  });

  it("and lets allowed imports pass", () => {
    const text = 'import { x } from "@/lib/clock";\nimport { y } from "./y";\nimport { z } from "react";';

    expect(faultsOf("features/drift/x.ts", text)).toEqual([]);
  });
});

describe("check-size", () => {
  const manifest = {
    "index.html": { file: "index.js", css: ["index.css"] },
    "src/app/routes/allocation-page.tsx": { file: "page.js", imports: ["index.html"] },
    "src/lib/firebase/firebase-backend.ts": { file: "firebase.js", imports: ["index.html"] },
    "src/features/drift/components/donuts.tsx": { file: "charts.js", imports: ["src/app/routes/allocation-page.tsx"] },
  };

  it("counts each file once, for the first view where that needs it", () => {
    expect(filesByBudget(manifest)).toEqual({ "first view": ["index.js", "index.css", "page.js"], charts: ["charts.js"], firebase: ["firebase.js"] });
  });

  it("finds one planted byte over a budget", () => {
    const over = verdicts({ "first view": 175_001, charts: 100_000, firebase: 0 }).filter((verdict) => verdict.isOver);

    expect(over.map((verdict) => verdict.name)).toEqual(["first view"]);
  });

  it("names an entry that is no longer built", () => {
    expect(() => filesByBudget({})).toThrow("no entry index.html");
  });
});

it("generates one type for each definition, without titles becoming types", async () => {
  const types = await typesOf({ $defs: { Row: { title: "Row", type: "object", additionalProperties: false, properties: { symbol: { title: "Symbol", type: "string" } } } } });

  expect(types).toContain("export interface Row {\n  symbol?: string;\n}");
  expect(types).not.toContain("Contracts");
});
