/** Puts a reason code into words where the server sent no sentence: BELOW_MINIMUM_TRADE becomes "Below minimum trade". */
export function reasonWords(code: string): string {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
