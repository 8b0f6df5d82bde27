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
  prices: "Prices of",
  age: (length: string) => `(${length} old)`,
  now: "New York",
  here: (clock: string) => `(${clock} here)`,
  closedNote: {
    title: "The market is closed",
    body: "Orders placed now wait for the opening. The first leaves a minute after it, if prices are still within what you approve; until then you can cancel all of them.",
    opens: "The market opens",
  },
} as const;
