export const market = {
  label: "Market",
  loading: "The trading calendar has not been read yet.",
  states: {
    open: "Market open",
    closed: "Market closed",
    earlyClose: "Market open, early close today",
    holiday: "Market closed, exchange holiday",
    unknown: "Market hours not known yet",
  },
  closes: "closes",
  opens: "opens",
  now: "New York",
  here: (clock: string) => `(${clock} here)`,
} as const;
