import type { CreateApiKeyRequest, Scope } from "@/lib/contracts/generated";

/** Every scope, the most harmless first. */
export const SCOPES: readonly Scope[] = ["read", "simulate", "propose", "execute"];

const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/;

export interface KeyDraft {
  name: string;
  scopes: readonly Scope[];
}

export const EMPTY_KEY: KeyDraft = { name: "", scopes: ["read"] };

/** The request for a key; null while its name or its scopes cannot be sent. */
export function keyRequest({ name, scopes }: KeyDraft): CreateApiKeyRequest | null {
  const chosen = SCOPES.filter((scope) => scopes.includes(scope));
  return isName(name) && isSome(chosen) ? { name: name.trim(), scopes: chosen } : null;
}

/** Tells whether a key may have this name, but for spaces around it. */
export function isName(name: string): boolean {
  return NAME.test(name.trim());
}

function isSome(scopes: readonly Scope[]): scopes is CreateApiKeyRequest["scopes"] {
  return scopes.length > 0;
}
