import { type ChangeEvent, useId } from "react";
import { tax as taxMessages } from "@/lib/messages/tax";
import type { ChosenFile } from "../csv-file";

const text = taxMessages.records;

interface FileFieldProps {
  chosen: ChosenFile | null;
  isReading: boolean;
  onFile: (file: File | null) => void;
}

/** A labelled picker for a CSV file; what is wrong with the file stands next to it. */
export function FileField({ chosen, isReading, onFile }: FileFieldProps) {
  const id = useId();
  const problem = chosen?.problem ?? null;
  const choose = (event: ChangeEvent<HTMLInputElement>) => onFile(event.target.files?.[0] ?? null);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {text.file}
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint ${id}-state`}
        onChange={choose}
        className="w-full min-w-0 rounded-md border border-line-strong bg-surface text-sm text-ink-soft file:mr-3 file:h-10 file:border-0 file:border-r file:border-line file:bg-sunken file:px-3 file:text-sm file:font-medium file:text-ink aria-invalid:border-critical"
      />
      <p id={`${id}-hint`} className="text-[0.8125rem] leading-snug text-ink-soft">
        {text.fileHint}
      </p>
      <p id={`${id}-state`} aria-live="polite" className={problem ? "text-[0.8125rem] font-medium text-critical" : "text-[0.8125rem] text-ink"}>
        {isReading && text.reading}
        {!isReading && problem && text.problems[problem]}
        {!isReading && chosen?.problem === null && text.chosen(chosen.name, chosen.rowCount)}
      </p>
    </div>
  );
}
