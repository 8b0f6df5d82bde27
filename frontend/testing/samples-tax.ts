import type {
  HarvestStatus,
  HarvestView,
  LotUseView,
  SaleTaxView,
  TaxDeviationView,
  TaxLotDocument,
  TaxPreviewView,
  TaxYearDocument,
  WashSaleView,
  WashWindowView,
} from "@/lib/contracts/generated";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The calendar day so many days before today (after it where negative), so that terms stay what a scene means. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

export function taxLot(symbol: string, lotId: string, overrides: Partial<TaxLotDocument> = {}): TaxLotDocument {
  return {
    lot_id: lotId,
    part: 1,
    account: "PA-3F9A",
    symbol,
    quantity: "10",
    cost: "1000.00",
    wash_addition: "0",
    cost_basis: overrides.cost ?? "1000.00",
    acquired: "2019-12-31",
    held_from: overrides.acquired ?? "2019-12-31",
    source: "PURCHASE",
    is_replacement: false,
    ...overrides,
  };
}

export function taxYear(year: number, overrides: Partial<TaxYearDocument> = {}): TaxYearDocument {
  return {
    year,
    short_term: "0",
    long_term: "0",
    disallowed: "0",
    disposal_count: 0,
    carried_short: "0",
    carried_long: "0",
    is_carried_entered: false,
    gain_warning: null,
    gain_cap: null,
    ...overrides,
  };
}

/** Nine lots of four symbols: long and short ones, one about to turn, one with a wash sale in it, two accounts. */
export function someLots(): TaxLotDocument[] {
  return [
    taxLot("JPM", "fill-01", { quantity: "179", cost: "24952.60", acquired: daysAgo(820) }),
    taxLot("JPM", "fill-09", { quantity: "12.5", cost: "1641.25", acquired: daysAgo(40) }),
    taxLot("MSFT", "fill-02", { quantity: "120", cost: "18924.00", acquired: daysAgo(820) }),
    taxLot("MSFT", "fill-05", { quantity: "38", cost: "6102.80", acquired: daysAgo(358) }),
    taxLot("MSFT", "div-01", { quantity: "0.412", cost: "66.18", acquired: daysAgo(96), source: "REINVESTMENT" }),
    taxLot("WMT", "fill-03", { quantity: "210", cost: "24956.40", acquired: daysAgo(820) }),
    taxLot("XOM", "fill-04", { quantity: "300", cost: "20934.00", acquired: daysAgo(410) }),
    taxLot("XOM", "fill-06", { quantity: "58", cost: "4047.24", wash_addition: "212.40", cost_basis: "4259.64", acquired: daysAgo(24), held_from: daysAgo(300), is_replacement: true }),
    taxLot("XOM", "L-17", { account: "ira-1", quantity: "25.5", cost: "1734.00", acquired: daysAgo(500), source: "IMPORT" }),
  ];
}

/** Two thousand lots of forty symbols, one purchase a week. */
export function manyLots(): TaxLotDocument[] {
  return Array.from({ length: 2000 }, (_, index) => {
    const symbol = `S${String.fromCharCode(65 + Math.floor((index % 40) / 26))}${String.fromCharCode(65 + ((index % 40) % 26))}`;
    const cost = `${500 + (index % 97)}.${String(index % 100).padStart(2, "0")}`;
    return taxLot(symbol, `fill-${String(index).padStart(4, "0")}`, { quantity: `${1 + (index % 9)}.${index % 10}5`, cost, acquired: daysAgo(7 * Math.floor(index / 40) + 3) });
  });
}

export function someYears(): TaxYearDocument[] {
  const now = new Date().getFullYear();
  return [
    taxYear(now, { short_term: "-310.20", long_term: "1840.75", disallowed: "212.40", disposal_count: 14, carried_short: "700.00", is_carried_entered: true, gain_warning: "1500", gain_cap: "3000" }),
    taxYear(now - 1, { short_term: "-4100.00", long_term: "400.00", disallowed: "0", disposal_count: 31 }),
    taxYear(now - 2, { short_term: "95.10", long_term: "0", disposal_count: 2 }),
  ];
}

export function lotUse(overrides: Partial<LotUseView> = {}): LotUseView {
  return { lot_id: "fill-02", qty: "34.4121", acquired: "2019-12-31", term: "LONG", gain_estimate: "812.40", days_to_long_term: 0, ...overrides };
}

export function saleTax(symbol: string, overrides: Partial<SaleTaxView> = {}): SaleTaxView {
  return {
    symbol,
    qty: "34.4121",
    proceeds_estimate: "4679.36",
    short_term_gain_estimate: "0",
    long_term_gain_estimate: "0",
    disallowed_loss_estimate: "0",
    uncovered_qty: "0",
    tax_now_estimate: "0",
    tax_if_waited_estimate: "0",
    wait_until: null,
    lots: [],
    ...overrides,
  };
}

export function harvest(symbol: string, status: HarvestStatus, overrides: Partial<HarvestView> = {}): HarvestView {
  return { symbol, status, qty: "58", loss_estimate: "812.30", benefit_estimate: "284.31", in_front: [], substitute: null, free_on: null, ...overrides };
}

export function taxWindow(symbol: string, overrides: Partial<WashWindowView> = {}): WashWindowView {
  return {
    symbol,
    kind: "NO_BUY",
    free_on: daysAgo(-12),
    reason_code: "SOLD_AT_A_LOSS",
    message: `${symbol} was sold at a loss; a purchase before that day would take the loss away.`,
    ...overrides,
  };
}

export function washSale(symbol: string, overrides: Partial<WashSaleView> = {}): WashSaleView {
  return { symbol, qty: "0.5", term: "LONG", sold: daysAgo(0), disallowed_loss_estimate: "12.34", replacement_symbol: symbol, replacement_account: "PA-3F9A", bought: daysAgo(14), is_lost: false, ...overrides };
}

export function deviation(symbol: string, overrides: Partial<TaxDeviationView> = {}): TaxDeviationView {
  return {
    symbol,
    kind: "DEFERRED",
    plain_qty: "-5",
    planned_qty: "0",
    saves_estimate: "57.06",
    drift_left_percent: "1.23",
    wait_until: daysAgo(-9),
    reason_code: "LONG_TERM_SOON",
    message: `${symbol} turns long term soon, so its sale waits.`,
    ...overrides,
  };
}

const NOTHING: TaxPreviewView = {
  lot_method: "FIFO",
  is_what_if_method: false,
  so_far: { year: 2020, short_term_gain_estimate: "-310.20", long_term_gain_estimate: "1840.75", carried_short: "700.00", carried_long: "0" },
  short_term_gain_estimate: "0.00",
  long_term_gain_estimate: "0.00",
  disallowed_loss_estimate: "0.00",
  tax_now_estimate: "0.00",
  tax_plain_estimate: "0.00",
  tax_saved_estimate: "0.00",
  tax_idle_estimate: "124.58",
  tax_year_estimate: "124.58",
  gain_left_estimate: null,
  sales: [],
  wash_sales: [],
  windows: [],
  harvests: [],
  deviations: [],
  warnings: [],
};

const GAIN: TaxPreviewView = {
  ...NOTHING,
  long_term_gain_estimate: "812.40",
  tax_now_estimate: "284.34",
  tax_plain_estimate: "341.40",
  tax_saved_estimate: "57.06",
  tax_year_estimate: "408.92",
  gain_left_estimate: "657.05",
  sales: [saleTax("MSFT", { long_term_gain_estimate: "812.40", tax_now_estimate: "284.34", tax_if_waited_estimate: "284.34", lots: [lotUse()] })],
  deviations: [deviation("WMT")],
};

const LOSS: TaxPreviewView = {
  ...NOTHING,
  short_term_gain_estimate: "-350.00",
  tax_now_estimate: "-122.50",
  tax_plain_estimate: "-122.50",
  tax_year_estimate: "2.08",
  sales: [saleTax("XOM", { qty: "58", proceeds_estimate: "1824.10", short_term_gain_estimate: "-350.00", tax_now_estimate: "-122.50", lots: [lotUse({ lot_id: "fill-06", qty: "58", acquired: daysAgo(90), term: "SHORT", gain_estimate: "-350.00", days_to_long_term: 276 })] })],
  harvests: [harvest("XOM", "TAKEN", { loss_estimate: "350.00", benefit_estimate: "122.50", substitute: "CVX", free_on: daysAgo(-31) })],
};

const MIXED: TaxPreviewView = {
  ...GAIN,
  is_what_if_method: true,
  lot_method: "HIFO",
  short_term_gain_estimate: "-337.66",
  disallowed_loss_estimate: "12.34",
  sales: [
    saleTax("MSFT", {
      long_term_gain_estimate: "812.40",
      short_term_gain_estimate: "96.00",
      tax_now_estimate: "155.46",
      tax_if_waited_estimate: "121.86",
      wait_until: daysAgo(-9),
      lots: [lotUse(), lotUse({ lot_id: "fill-05", qty: "4", acquired: daysAgo(357), term: "SHORT", gain_estimate: "96.00", days_to_long_term: 9 })],
    }),
    ...LOSS.sales.map((sale) => ({ ...sale, disallowed_loss_estimate: "12.34", uncovered_qty: "2" })),
  ],
  wash_sales: [washSale("XOM"), washSale("XOM", { is_lost: true, replacement_account: "ira-1", disallowed_loss_estimate: "8.10" })],
  windows: [taxWindow("XOM"), taxWindow("JPM", { kind: "NO_LOSS_SALE", reason_code: "BOUGHT_RECENTLY", message: "JPM was bought recently; a loss before that day would not count." })],
  harvests: [...LOSS.harvests, harvest("JPM", "WASH_SALE", { benefit_estimate: "0", free_on: daysAgo(-12) }), harvest("WMT", "OUT_OF_REACH", { in_front: [lotUse({ lot_id: "fill-03" })] })],
  deviations: [deviation("WMT"), deviation("CVX", { kind: "SUBSTITUTED", plain_qty: "0", planned_qty: "22.5", saves_estimate: "0", wait_until: null, reason_code: "SUBSTITUTION", message: "CVX stands in for XOM while its loss counts." })],
  warnings: [{ reason_code: "QUANTITY_DIFFERS", message: "The lots of XOM add up to 383.5 shares, the broker holds 383: they are not relied upon." }],
};

const KINDS = { zero: NOTHING, gain: GAIN, loss: LOSS, mixed: MIXED } as const;

/** The taxes of a plan that realises nothing, a gain, a loss, or both. */
export function taxOf(kind: keyof typeof KINDS, overrides: Partial<TaxPreviewView> = {}): TaxPreviewView {
  return { ...KINDS[kind], ...overrides };
}
