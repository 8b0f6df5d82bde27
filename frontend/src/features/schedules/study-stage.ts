import { Big } from "big.js";
import type { StudyDocument } from "@/lib/contracts/generated";

/** As the server has it: a study of which nothing was heard for so long is given up. */
const PATIENCE_MS = 15 * 60_000;
const OLD_MS = 30 * 24 * 60 * 60_000;

export type StudyStage = "none" | "waiting" | "running" | "lost" | "failed" | "done";

/** Where a study stands for whoever looks at it now, in milliseconds since the epoch. */
export function stageOf(study: StudyDocument | null, now: number): StudyStage {
  if (study === null) return "none";
  if (study.state === "DONE") return study.result ? "done" : "lost";
  if (study.state === "FAILED") return "failed";
  if (now >= Date.parse(study.updated_at) + PATIENCE_MS) return "lost";
  return study.state === "QUEUED" ? "waiting" : "running";
}

/** Why an answer is no longer about this portfolio as it is now, or null. */
export function staleness(study: StudyDocument, weights: ReadonlyMap<string, string> | null, now: number): "targets" | "age" | null {
  if (weights !== null && !isSameMix(study, weights)) return "targets";
  return now >= Date.parse(study.asked_at) + OLD_MS ? "age" : null;
}

function isSameMix({ question: { mix } }: StudyDocument, weights: ReadonlyMap<string, string>): boolean {
  return mix.length === weights.size && mix.every(({ symbol, weight }) => new Big(weights.get(symbol) ?? "0").eq(weight));
}
