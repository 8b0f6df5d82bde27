import { Big } from "big.js";
import type { RecommendPolicyRequest, StoredTerms } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { isBetween, readPercentage, readWhole, toPercent } from "@/lib/typed-number";

const text = schedulesMessages.study.problems;
const MINUS = /^\s*[-−]/;

/** The question in the form; every field is what was typed. */
export interface StudyDraft {
  cost: string;
  tax: string;
  flow: string;
  years: string;
}

const USUAL_YEARS = 10;

export const USUAL_STUDY: StudyDraft = { cost: "5", tax: "0", flow: "0", years: String(USUAL_YEARS) };

/** The question that was asked last, as it would be typed. */
export function studyDraftOf(terms: StoredTerms): StudyDraft {
  return { cost: terms.cost_bp, tax: toPercent(terms.tax_rate), flow: toPercent(terms.monthly_flow), years: String(terms.years) };
}

/** What is wrong with which field. */
export function studyProblems(draft: StudyDraft): ReadonlyMap<keyof StudyDraft, string> {
  const years = readWhole(draft.years);
  const isGood = {
    cost: isWithin(readPercentage(draft.cost), "0", "500"),
    tax: isWithin(readPercentage(draft.tax), "0", "60"),
    flow: isWithin(readSigned(draft.flow), "-2", "5"),
    years: years !== null && years >= 1 && years <= 30,
  };
  const fields = Object.keys(isGood) as (keyof StudyDraft)[];
  return new Map(fields.filter((field) => !isGood[field]).map((field) => [field, text[field]]));
}

/** The request of a draft without problems. */
export function studyRequest(draft: StudyDraft): RecommendPolicyRequest {
  return {
    cost_bp: readPercentage(draft.cost) ?? USUAL_STUDY.cost,
    tax_percent: readPercentage(draft.tax) ?? USUAL_STUDY.tax,
    monthly_flow_percent: readSigned(draft.flow) ?? USUAL_STUDY.flow,
    years: readWhole(draft.years) ?? USUAL_YEARS,
  };
}

function readSigned(typed: string): string | null {
  const read = readPercentage(typed.replace(MINUS, ""));
  return read !== null && MINUS.test(typed) ? new Big(read).times(-1).toFixed() : read;
}

function isWithin(number: string | null, least: string, most: string): boolean {
  return number !== null && isBetween(number, least, most) && new Big(number).round(2, Big.roundDown).eq(number);
}
