const SYMBOL = /^[A-Z]{1,5}(\.[A-Z])?$/;

/** Whether a text is written as a ticker is: one to five capital letters, for some a class behind a dot. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}
