import type { FakeBackend } from "../fake-backend";

export const TAX_SCENES: Record<string, () => FakeBackend> = {};
