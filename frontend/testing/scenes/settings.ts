import type { FakeBackend } from "../fake-backend";

export const SETTINGS_SCENES: Record<string, () => FakeBackend> = {};
