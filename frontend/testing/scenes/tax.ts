import type { ImportTaxRecordsResult, SimulateResult, TaxLotDocument, TaxPreviewView, TaxYearDocument } from "@/lib/contracts/generated";
import { CallError } from "@/lib/firebase/backend";
import { DEMO_USER, type FakeBackend } from "../fake-backend";
import { standing } from "../samples";
import { daysAgo, manyLots, someLots, someYears, taxOf } from "../samples-tax";
import { driftedBackend } from "./allocation";

const ROOT = `userSettings/${DEMO_USER.uid}`;
const NEVER = new Promise<never>(() => undefined);
const CSV = "id,account,symbol,quantity,cost,acquired\nfill-01,PA-3F9A,JPM,179,24952.60,2019-12-31\n";

export function putLots(backend: FakeBackend, lots: readonly TaxLotDocument[]): void {
  for (const lot of lots) backend.put(`${ROOT}/tax_lots/${lot.account}-${lot.lot_id}-${lot.part}`, lot);
}

function putYears(backend: FakeBackend, years: readonly TaxYearDocument[]): void {
  for (const year of years) backend.put(`${ROOT}/tax_years/${year.year}`, year);
}

export function imported(overrides: Partial<ImportTaxRecordsResult> = {}): ImportTaxRecordsResult {
  return { portfolio_id: "default", kind: "lots", added_count: 12, changed_count: 1, unchanged_count: 40, removed_count: 0, findings: [], ...overrides };
}

const refuse = (...refusal: ConstructorParameters<typeof CallError>) => () => {
  throw new CallError(...refusal);
};

function backendWith(tax: TaxPreviewView | null, lots: readonly TaxLotDocument[], overrides: Partial<SimulateResult> = {}): FakeBackend {
  const backend = driftedBackend();
  putLots(backend, lots);
  backend.answer("simulate", () => standing({ tax, ...overrides }));
  backend.answer("import_tax_records", () => imported());
  backend.answer("export_tax_records", (request) => ({ portfolio_id: "default", ...(request as object), csv: CSV, read_until: daysAgo(0) }));
  return backend;
}

/** Nine lots, windows and losses: what the other scenes start from. */
export function taxBackend(tax = taxOf("mixed")): FakeBackend {
  const backend = backendWith(tax, someLots());
  putYears(backend, someYears());
  return backend;
}

/** The tax page in every state a person can meet. */
export const TAX_SCENES: Record<string, () => FakeBackend> = {
  tax: () => taxBackend(),
  "tax-quiet": () => backendWith(taxOf("zero"), someLots().slice(0, 1)),
  "tax-empty": () =>
    backendWith(null, [], { warnings: [{ reason_code: "TAX_LOTS_MISSING", message: "Taxes are not estimated, for lots cannot be had now: the broker did not answer." }] }),
  "tax-loading"() {
    const backend = taxBackend();
    backend.answer("simulate", () => NEVER);
    return backend;
  },
  "tax-failed"() {
    const backend = taxBackend();
    backend.answer("simulate", refuse("UNAVAILABLE", "The broker did not answer within 10 seconds. Nothing was written.", { correlation_id: "c-7f31" }));
    return backend;
  },
  "tax-unreadable": () => ({
    ...taxBackend(),
    watchQuery: (query, observer) => {
      queueMicrotask(() => (query.path.includes("/tax_") ? observer.error(new Error("permission denied")) : observer.next({ value: [], fromCache: false })));
      return () => undefined;
    },
  }),
  "tax-offline"() {
    const backend = taxBackend();
    backend.setConnected(false);
    return backend;
  },
  "tax-many": () => backendWith(taxOf("zero"), manyLots()),
  "tax-findings"() {
    const backend = taxBackend();
    const finding = { account: "ira-1", symbol: "XOM", day: daysAgo(120), reason_code: "MORE_THAN_HELD" as const };
    const findings = [
      { ...finding, message: "30 shares of XOM were sold, but only 25.5 were held." },
      { ...finding, symbol: "JPM", message: "5 shares of JPM were sold, but none were held." },
    ];
    backend.answer("import_tax_records", () => imported({ kind: "outside_trades", findings }));
    return backend;
  },
  "tax-bad-cell"() {
    const backend = taxBackend();
    backend.answer("import_tax_records", refuse("INVALID_ARGUMENT", "line 3, column quantity: '1,5' must be a decimal", { correlation_id: "c-19b2", reason_code: "BAD_FIELD", field: "line 3, column quantity", value: "'1,5'" }));
    return backend;
  },
};
