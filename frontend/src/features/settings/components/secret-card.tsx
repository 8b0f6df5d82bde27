import { useState } from "react";
import { ShownSecret } from "@/components/shown-secret";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
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
      {secret !== null && (
        <ShownSecret key={secret} label={text.label} secret={secret}>
          {text.shownOnce}
        </ShownSecret>
      )}
      <Button size="small" reason={hasWebhook ? refusal : text.noWebhook} onClick={() => setIsOpen(true)}>
        {text.renew}
      </Button>
      <RenewDialog isOpen={isOpen} onOpenChange={setIsOpen} onSecret={onSecret} />
    </Card>
  );
}
