const FINE = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: "negative" });

/** A fraction as a percentage fine enough for costs: "0.0123" is "1.230%", with a true minus sign. */
export function formatFine(fraction: string): string {
  return FINE.format(fraction as Intl.StringNumericLiteral).replace("-", "−");
}
