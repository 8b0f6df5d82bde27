/** Copies a request without its undefined fields, which the SDK would send as null: what is not set is not sent. */
export function plainRequest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainRequest);
  if (value === null || typeof value !== "object") return value;
  const set = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(set.map(([key, inner]) => [key, plainRequest(inner)]));
}
