import { useRef, useState } from "react";
import { type ChosenFile, readChosenFile } from "./csv-file";

interface Choice {
  file: ChosenFile | null;
  isReading: boolean;
}

/** Reads the file a person chooses; of two in a row only the last one counts. */
export function useChosenFile(): Choice & { choose: (file: File | null) => Promise<void> } {
  const [choice, setChoice] = useState<Choice>({ file: null, isReading: false });
  const latest = useRef<File | null>(null);
  const choose = async (file: File | null) => {
    latest.current = file;
    setChoice({ file: null, isReading: file !== null });
    if (file === null) return;
    const read = await readChosenFile(file);
    if (latest.current === file) setChoice({ file: read, isReading: false });
  };
  return { ...choice, choose };
}
