const LOCALE = "en-US";
const MINUS = "−";

type Options = Intl.NumberFormatOptions;

const MONEY: Options = { style: "currency", currency: "USD" };
const TWO: Options = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
const SIGNED: Options = { ...TWO, signDisplay: "exceptZero" };
const PARTS: Options = { ...TWO, style: "percent" };
const SIGNED_PARTS: Options = { ...PARTS, signDisplay: "exceptZero" };
const SIGNED_MONEY: Options = { ...MONEY, signDisplay: "exceptZero" };
const SHARES: Options = { maximumFractionDigits: 9 };

/** A dollar amount such as "$1,234.50"; no sign unless negative. */
export const formatMoney = formatter(MONEY);

/** A level such as "40.00%"; never carries a plus sign. */
export function formatPercent(percent: string): string {
  return `${formatLevel(percent)}%`;
}

/** A change such as "+6.50%" or "−3.00%"; zero carries no sign. */
export function formatSignedPercent(points: string): string {
  return `${formatChange(points)}%`;
}

/** A fraction of the portfolio ("0.0123") as a level such as "1.23%". */
export const formatFraction = formatter(PARTS);

/** A change in fractions of the portfolio ("-0.0123") such as "−1.23%"; zero carries no sign. */
export const formatSignedFraction = formatter(SIGNED_PARTS);

/** A change of dollars such as "+$1,234.50"; zero carries no sign. */
export const formatSignedMoney = formatter(SIGNED_MONEY);

/** A number of shares with up to nine decimals. */
export const formatQuantity = formatter(SHARES);

const formatLevel = formatter(TWO);
const formatChange = formatter(SIGNED);

// Intl formats the decimal string itself, so no float stands between the server's figure and the screen.
function formatter(options: Options): (decimal: string) => string {
  const format = new Intl.NumberFormat(LOCALE, options);
  return (decimal) => format.format(decimal as Intl.StringNumericLiteral).replace("-", MINUS);
}
