import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { useIsOffline } from "@/lib/firebase";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { RenewDialog } from "./renew-dialog";

const text = settingsMessages.secret;

interface SecretCardProps {
  /** The secret a save or a renewal has just answered; null where none is to be shown. */
  secret: string | null;
  hasWebhook: boolean;
  onSecret: (secret: string) => void;
}

/** The secret that webhooks are signed with: shown when it has just been answered, else only renewed. */
export function SecretCard({ secret, hasWebhook, onSecret }: SecretCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  const isOffline = useIsOffline();
  const refusal = isOffline ? settingsMessages.reasons.offline : null;
  return (
    <Card title={text.title} titleId="secret-title" hint={text.hint}>
      {secret !== null && <ShownSecret key={secret} secret={secret} />}
      <Button size="small" reason={hasWebhook ? refusal : text.noWebhook} onClick={() => setIsOpen(true)}>
        {text.renew}
      </Button>
      <RenewDialog isOpen={isOpen} onOpenChange={setIsOpen} onSecret={onSecret} />
    </Card>
  );
}

function ShownSecret({ secret }: { secret: string }) {
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
      <p className="text-sm">{text.shownOnce}</p>
      <div className="mt-3 flex flex-wrap items-end gap-2">
        <TextField label={text.label} value={secret} readOnly className="min-w-0 flex-1 basis-64" inputClassName="font-mono" onValue={() => undefined} />
        <Button onClick={copy}>
          {outcome === "copied" ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {outcome === "copied" ? text.copied : text.copy}
        </Button>
      </div>
      <p role="status" className="mt-2 text-[0.8125rem] text-ink-soft empty:hidden">
        {outcome === "refused" ? text.copyFailed : null}
      </p>
    </div>
  );
}
