import { CallError } from "@/lib/firebase/backend";
import type { StudyDocument } from "@/lib/contracts/generated";
import { DEMO_USER, type FakeBackend } from "../fake-backend";
import { study, studyResult } from "../samples-study";
import { scheduledBackend } from "./schedules";

const TARGETS = {
  allocations: [
    { symbol: "MSFT", weight: "0.6", is_enabled: true },
    { symbol: "XOM", weight: "0.4", is_enabled: true },
  ],
};
const RUNNING = { state: "RUNNING", result: null } as const satisfies Partial<StudyDocument>;

export function putStudy(backend: FakeBackend, overrides: Partial<StudyDocument> = {}): void {
  const document = study(overrides);
  backend.put(`userSettings/${DEMO_USER.uid}/policy_studies/${document.study_id}`, document);
}

/** A portfolio with rules whose owner has asked; without overrides the answer is there. */
export function studiedBackend(overrides: Partial<StudyDocument> = {}, targets: object = TARGETS): FakeBackend {
  const backend = scheduledBackend({ targets });
  putStudy(backend, overrides);
  return backend;
}

export const STUDY_SCENES: Record<string, () => FakeBackend> = {
  "study-queued": () => studiedBackend({ state: "QUEUED", progress: 0, result: null }),
  "study-running": () => studiedBackend({ ...RUNNING, progress: 42 }),
  "study-lost": () => studiedBackend({ ...RUNNING, progress: 42, updated_at: "2026-11-30T14:00:00Z" }),
  "study-failed": () =>
    studiedBackend({
      state: "FAILED",
      result: null,
      reason: { code: "HISTORY_TOO_SHORT", text: "history.XOM: 199 daily returns are too few, 252 are needed; wait, or leave it out of the targets" },
    }),
  "study-done": () => studiedBackend(),
  "study-stale"() {
    const { basis } = studyResult();
    const symbols = basis.symbols.map((each) => (each.symbol === "XOM" ? { ...each, is_stale: true, last_day: "2026-10-01" } : each));
    return studiedBackend({ result: studyResult({ basis: { ...basis, symbols } }) }, { allocations: [{ symbol: "MSFT", weight: "1" }] });
  },
  "study-offline"() {
    const backend = studiedBackend();
    backend.setConnected(false);
    return backend;
  },
  "study-refused"() {
    const backend = scheduledBackend({ targets: TARGETS });
    backend.answer("recommend_policy", () => {
      throw new CallError("FAILED_PRECONDITION", "The targets are a draft; finish and save them first.", { correlation_id: "c-71d4", reason_code: "DRAFT_TARGETS" });
    });
    return backend;
  },
};
