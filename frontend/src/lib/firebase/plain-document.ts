interface HasDate {
  toDate(): Date;
}

/** Copies a document with every timestamp turned into its RFC 3339 string, so that no SDK type leaves this folder. */
export function plainDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainDocument);
  if (value === null || typeof value !== "object") return value;
  if (isTimestamp(value)) return value.toDate().toISOString();
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainDocument(inner)]));
}

function isTimestamp(value: object): value is HasDate {
  return "toDate" in value && typeof value.toDate === "function";
}
