/** The columns of the list of runs: fixed widths, so that rows align without being laid out together. */
export const ROW_GRID =
  "grid gap-x-3 md:grid-cols-[8.5rem_minmax(0,1fr)_8rem_3.5rem_4.5rem_7rem] xl:grid-cols-[8.5rem_minmax(0,1fr)_9.5rem_4rem_4.5rem_5.5rem_8.5rem]";
