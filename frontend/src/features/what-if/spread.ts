import { Big } from "big.js";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";

/** How far a portfolio is from its targets, in four figures; null where it is not known. */
export interface Spread {
  max: string | null;
  mean: string | null;
  rms: string | null;
  accuracy: string | null;
}

interface Question {
  /** The server's figures before the trades, which prove the rule that is used for after them. */
  before: Spread;
  rowsBefore: readonly DriftAnalysisRow[];
  rows: readonly DriftAnalysisRow[] | null;
  /** The server's own largest drift afterwards. */
  max: string | null;
}

const PLACES = 6;
const SAME_WITHIN = new Big("0.005");
const HUNDRED = new Big(100);

/**
 * The figures after the trades. The server sends the largest drift; mean, RMS and accuracy are summed up from its rows
 * for display, and only where the same sums over the rows before give the server's own figures.
 */
export function spreadOf({ before, rowsBefore, rows, max }: Question): Spread {
  const unknown = { max, mean: null, rms: null, accuracy: null };
  if (rows === null) return unknown;
  const proof = sumUp(rowsBefore);
  const sums = sumUp(rows);
  return {
    max,
    mean: agrees(proof.mean, before.mean) ? sums.mean : null,
    rms: agrees(proof.rms, before.rms) ? sums.rms : null,
    accuracy: agrees(proof.accuracy, before.accuracy) ? sums.accuracy : null,
  };
}

// Mean and RMS run over the rows that have a target, accuracy over all of them.
function sumUp(rows: readonly DriftAnalysisRow[]): { mean: string; rms: string; accuracy: string } {
  const targeted = rows.filter((row) => new Big(row.target_percent).gt(0)).map((row) => new Big(row.drift_percent));
  const count = Math.max(targeted.length, 1);
  const all = rows.reduce((sum, row) => sum.plus(new Big(row.drift_percent).abs()), new Big(0));
  const sizes = targeted.reduce((sum, drift) => sum.plus(drift.abs()), new Big(0));
  const squares = targeted.reduce((sum, drift) => sum.plus(drift.times(drift)), new Big(0));
  return {
    mean: sizes.div(count).toFixed(PLACES),
    rms: squares.div(count).sqrt().toFixed(PLACES),
    accuracy: HUNDRED.minus(all.div(2)).toFixed(PLACES),
  };
}

function agrees(own: string, server: string | null): boolean {
  return server !== null && new Big(own).minus(server).abs().lte(SAME_WITHIN);
}
