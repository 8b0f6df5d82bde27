import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; of two conflicting Tailwind classes the later one wins. */
export function classNames(...parts: ClassValue[]): string {
  return twMerge(clsx(parts));
}
