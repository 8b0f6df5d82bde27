import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { shownSecret as text } from "@/lib/messages/shown-secret";

interface ShownSecretProps {
  label: string;
  secret: string;
  /** What becomes of the secret, said above it. */
  children: ReactNode;
  action?: ReactNode;
}

/** A secret that is shown this once, with a button that copies it; it takes the focus when it appears. */
export function ShownSecret({ label, secret, children, action }: ShownSecretProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  };
  return (
    <div ref={box} tabIndex={-1} className="mb-4 rounded-lg border border-line bg-sunken p-3.5 outline-none">
      <div className="text-sm">{children}</div>
      <div className="mt-3 flex flex-wrap items-end gap-2">
        <TextField label={label} value={secret} readOnly className="min-w-0 flex-1 basis-64" inputClassName="font-mono" onValue={() => undefined} />
        <Button onClick={copy}>
          {outcome === "copied" ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {outcome === "copied" ? text.copied : text.copy}
        </Button>
        {action}
      </div>
      <p role="status" className="mt-2 text-[0.8125rem] text-ink-soft empty:hidden">
        {outcome === "refused" ? text.copyFailed : null}
      </p>
    </div>
  );
}
