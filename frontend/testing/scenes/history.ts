import type { FakeBackend } from "../fake-backend";

export const HISTORY_SCENES: Record<string, () => FakeBackend> = {};
