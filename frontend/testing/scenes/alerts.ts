import type { FakeBackend } from "../fake-backend";

export const ALERTS_SCENES: Record<string, () => FakeBackend> = {};
