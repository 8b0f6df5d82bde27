import type { StoredFigure, StudiedPolicyDocument, StudyDocument, StudyResultDocument } from "@/lib/contracts/generated";

/** A mean whose interval reaches a tenth to both sides. */
export function figure(value: string): StoredFigure {
  const [low, high] = [0.9, 1.1].map((part) => (part * Number(value)).toFixed(8));
  return { value, low: low ?? value, high: high ?? value };
}

/** A yearly calendar without a band, unless told otherwise. */
export function studied(overrides: Partial<StudiedPolicyDocument> = {}): StudiedPolicyDocument {
  return {
    cadence: "ANNUAL",
    band_width: null,
    band_method: null,
    destination: "TARGET",
    loss: figure("0.00123"),
    behind: figure("0"),
    is_tied: true,
    turnover: figure("0.0312"),
    events: figure("1"),
    cost: figure("0.00003"),
    tax: figure("0.0004"),
    tracking_error: figure("0.0087"),
    worst_drift: figure("0.0714"),
    ...overrides,
  };
}

/** A daily look at a band of five points, to its edge. */
export const EDGE = { cadence: "DAILY", band_width: "0.05", band_method: "ABSOLUTE", destination: "BAND_EDGE" } as const satisfies Partial<StudiedPolicyDocument>;

export function studyResult(overrides: Partial<StudyResultDocument> = {}): StudyResultDocument {
  const banded = studied({ ...EDGE, loss: figure("0.00111"), events: figure("2.4") });
  return {
    recommended: banded,
    frequency: studied(),
    band: banded,
    runners_up: [
      studied(),
      studied({ ...EDGE, destination: "TARGET", loss: figure("0.00129"), behind: figure("0.00018"), is_tied: false, events: figure("1.9") }),
      studied({ cadence: "QUARTERLY", loss: figure("0.00141"), behind: figure("0.0003"), is_tied: false, events: figure("4") }),
      studied({ cadence: "MONTHLY", band_width: "0.2", band_method: "RELATIVE", loss: figure("0.00144"), behind: figure("0.00033"), is_tied: false, events: figure("2.8") }),
      studied({ cadence: "MONTHLY", loss: figure("0.00162"), behind: figure("0.00051"), is_tied: false, events: figure("12") }),
      studied({ cadence: "WEEKLY", loss: figure("0.0021"), behind: figure("0.00099"), is_tied: false, events: figure("50.4") }),
    ],
    basis: {
      symbols: [
        { symbol: "MSFT", closes: 1257, first_day: "2021-11-29", last_day: "2026-11-27", missing: 0, is_stale: false },
        { symbol: "XOM", closes: 1255, first_day: "2021-11-29", last_day: "2026-11-27", missing: 2, is_stale: false },
      ],
      observations: 1254,
      first_day: "2021-11-29",
      last_day: "2026-11-27",
    },
    ...overrides,
  };
}

/** A study that was answered on the morning of the scenes. */
export function study(overrides: Partial<StudyDocument> = {}): StudyDocument {
  return {
    study_id: "st_0123456789abcdef01234567",
    state: "DONE",
    progress: 100,
    question: {
      mix: [
        { symbol: "MSFT", weight: "0.6" },
        { symbol: "XOM", weight: "0.4" },
      ],
      terms: { cost_bp: "7.5", tax_rate: "0.15", monthly_flow: "0", years: 10, paths: 500, aversion: "4", seed: 1 },
    },
    asked_at: "2026-11-30T15:00:00Z",
    updated_at: "2026-11-30T15:04:00Z",
    result: studyResult(),
    reason: null,
    ...overrides,
  };
}
