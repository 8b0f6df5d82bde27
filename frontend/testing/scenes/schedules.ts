import type { FakeBackend } from "../fake-backend";

export const SCHEDULES_SCENES: Record<string, () => FakeBackend> = {};
