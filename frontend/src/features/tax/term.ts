import type { Term } from "@/lib/contracts/generated";

const DAY_MS = 24 * 60 * 60 * 1000;
const NEW_YORK_DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit" });

/** The calendar day in New York at a moment, as "2020-03-23". */
export function newYorkDay(milliseconds: number): string {
  return NEW_YORK_DAY.format(milliseconds);
}

/**
 * The first day on which a sale is long term: the anniversary of the day after the purchase, which itself does not
 * count. 29 February has its anniversary on 1 March.
 */
export function longTermFrom(heldFrom: string): string {
  const counted = new Date(midnight(heldFrom) + DAY_MS);
  // A day that the next year does not have rolls over to 1 March by itself.
  return isoDay(Date.UTC(counted.getUTCFullYear() + 1, counted.getUTCMonth(), counted.getUTCDate()));
}

/** The term of shares held from one day and sold on another. */
export function termOn(heldFrom: string, sold: string): Term {
  return sold >= longTermFrom(heldFrom) ? "LONG" : "SHORT";
}

/** Whole days from one calendar day to another; never negative. */
export function daysUntil(day: string, today: string): number {
  return Math.max(0, (midnight(day) - midnight(today)) / DAY_MS);
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
