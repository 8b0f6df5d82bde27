import type { TradingMode, TradingScope } from "@/lib/contracts/generated";

interface ScopeWords {
  name: string;
  covers: string;
  stopTitle: string;
  stopBody: string;
  resumeTitle: string;
  resumeBody: string;
}

const STOP_LEAVES = "A run in progress stops before its next order. Orders already at the broker stay there, and positions stay as they are.";
const RESUME_LEAVES = "Runs that were stopped stay stopped; scheduled runs follow their rules again.";

export const risk = {
  modes: { ACTIVE: "Trading on", REDUCE_ONLY: "Sells only", HALTED: "Trading halted" } satisfies Record<TradingMode, string>,
  unknown: "Trading state unknown",
  haltedTitle: "Trading is halted",
  haltedBody: "No order leaves this system. Previews still work.",
  reduceTitle: "Only sells are allowed",
  reduceBody: "Buys are held back until trading is resumed.",
  unreadable: "The trading state could not be read, so trading counts as halted.",
  missing: "No trading state has been recorded, so trading counts as halted.",
  turned: (names: string) => `Turned for: ${names}`,
  since: "Since",
  by: (who: string) => `by ${who}`,
  reasonGiven: (reason: string) => `Reason: ${reason}`,
  scope: "Which orders",
  scopeChoices: {
    EVERYBODY: "Everybody's (operator only)",
    USER: "All your portfolios",
    PORTFOLIO: "This portfolio",
    ACCOUNT: "Your brokerage account",
  } satisfies Record<TradingScope, string>,
  resumeShort: "Resume",
  control: (mode: string) => `${mode}. Change the trading state`,
  stopReason: "Reason (recorded with your name)",
  stopDefault: "Stopped by hand",
  stop: "Stop trading",
  stopping: "Stopping",
  resumeReason: "Reason for resuming (recorded with your name)",
  resumePhrase: "resume trading",
  resumeType: (phrase: string) => `Type “${phrase}” to confirm`,
  resume: "Resume trading",
  resuming: "Resuming",
  scopes: {
    EVERYBODY: {
      name: "Everybody",
      covers: "Every portfolio of this installation. Only its operator can turn this switch.",
      stopTitle: "Stop all trading?",
      stopBody: `From now on no new order leaves this system, for any portfolio. ${STOP_LEAVES}`,
      resumeTitle: "Resume trading?",
      resumeBody: `Orders may leave this system again, for every portfolio. ${RESUME_LEAVES}`,
    },
    USER: {
      name: "All your portfolios",
      covers: "Everything that trades in your name, now and later.",
      stopTitle: "Stop trading in all your portfolios?",
      stopBody: `From now on no new order leaves this system in your name. ${STOP_LEAVES}`,
      resumeTitle: "Resume trading in all your portfolios?",
      resumeBody: `Orders may leave this system in your name again, unless another switch forbids it. ${RESUME_LEAVES}`,
    },
    PORTFOLIO: {
      name: "This portfolio",
      covers: "Only the portfolio you are looking at. The drawdown guard turns this switch to sells only.",
      stopTitle: "Stop trading in this portfolio?",
      stopBody: `From now on no new order leaves this system for this portfolio. ${STOP_LEAVES}`,
      resumeTitle: "Resume trading in this portfolio?",
      resumeBody: `Orders may leave this system for this portfolio again, unless another switch forbids it. ${RESUME_LEAVES} What the drawdown is measured from begins anew.`,
    },
    ACCOUNT: {
      name: "Your brokerage account",
      covers: "Every order to the linked account. The anomaly guard halts it when a run does not behave.",
      stopTitle: "Stop trading on your brokerage account?",
      stopBody: `From now on no new order leaves this system for the linked account. ${STOP_LEAVES}`,
      resumeTitle: "Resume trading on your brokerage account?",
      resumeBody: `Orders may leave this system for the linked account again, unless another switch forbids it. ${RESUME_LEAVES}`,
    },
  } satisfies Record<TradingScope, ScopeWords>,
  switchesTitle: "Kill switches",
  switchesHint: "Four switches stand over every order; the strictest counts. Stopping needs one confirmation, resuming a typed phrase.",
  switchesLoading: "the switches",
  strictest: {
    ACTIVE: "Orders may leave: no switch forbids it.",
    REDUCE_ONLY: (names: string) => `Only sells may leave, because of: ${names}.`,
    HALTED: (names: string) => `No order may leave, because of: ${names}.`,
    unknown: "Not every switch has been read yet.",
  },
  stopOf: (name: string) => `Stop trading: ${name}`,
  resumeOf: (name: string) => `Resume trading: ${name}`,
  neverTurned: "Nobody has turned it.",
  noneOnRecord: "No stop is on record for it.",
  ownUnreadable: "This switch could not be read, so trading counts as halted.",
  cancelOpen: "Also cancel orders that are still open at the broker",
  you: "you",
  guards: { "drawdown-guard": "the drawdown guard", "anomaly-guard": "the anomaly guard" },
  offline: "The connection is lost.",
  operatorOnly: "Only the operator of this installation can change the trading state.",
} as const;
