import type { ErrorDetails } from "@/lib/contracts/generated";
import { CallError, type CallStatus } from "./backend";

const STATUSES: Record<string, CallStatus> = {
  unauthenticated: "UNAUTHENTICATED",
  "invalid-argument": "INVALID_ARGUMENT",
  "failed-precondition": "FAILED_PRECONDITION",
  "already-exists": "ALREADY_EXISTS",
  "permission-denied": "PERMISSION_DENIED",
  "not-found": "NOT_FOUND",
  "resource-exhausted": "RESOURCE_EXHAUSTED",
  unavailable: "UNAVAILABLE",
  internal: "INTERNAL",
  // The sign-in service's own codes.
  "invalid-credential": "UNAUTHENTICATED",
  "user-not-found": "UNAUTHENTICATED",
  "wrong-password": "UNAUTHENTICATED",
  "too-many-requests": "RESOURCE_EXHAUSTED",
  "invalid-email": "INVALID_ARGUMENT",
};

interface Coded {
  code: string;
  message: string;
  details?: unknown;
}

/**
 * Translates whatever the SDK threw. Our functions always send details with a correlation id, so an internal or
 * unavailable error without them comes from the network: nobody knows whether the server acted.
 */
export function toCallError(cause: unknown): CallError {
  if (!isCoded(cause)) return new CallError("NO_ANSWER", String(cause));
  const details = isDetails(cause.details) ? cause.details : null;
  const status = STATUSES[cause.code.slice(cause.code.indexOf("/") + 1)] ?? "NO_ANSWER";
  const isUnanswered = details === null && (status === "INTERNAL" || status === "UNAVAILABLE");
  return new CallError(isUnanswered ? "NO_ANSWER" : status, cause.message, details);
}

function isCoded(cause: unknown): cause is Coded {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string";
}

function isDetails(details: unknown): details is ErrorDetails {
  return typeof details === "object" && details !== null && "correlation_id" in details;
}
