import type { FakeBackend } from "../fake-backend";

export const WHAT_IF_SCENES: Record<string, () => FakeBackend> = {};
