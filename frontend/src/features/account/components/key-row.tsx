import { Ban, CircleCheck } from "lucide-react";
import { DatedMoment, Day } from "@/components/money/figures";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ShownApiKey } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { account as accountMessages } from "@/lib/messages/account";
import { SCOPES } from "../key-request";

const text = accountMessages.keys;
const SHOWN_OF_ID = 8;

interface KeyRowProps {
  apiKey: ShownApiKey;
  onRevoke: () => void;
}

/** One key: its name, what it may do, when it was made and last used, and whether it still opens anything. */
export function KeyRow({ apiKey, onRevoke }: KeyRowProps) {
  const { key_id, name, scopes, revoked_at } = apiKey;
  const may = SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => accountMessages.scopes[scope].name);
  const reason = useIsOffline() ? accountMessages.offline : null;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-56 space-y-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="min-w-0 text-sm font-semibold break-words">{name}</h3>
          {revoked_at === null ? (
            <Badge tone="ok" icon={CircleCheck}>{text.active}</Badge>
          ) : (
            <Badge icon={Ban}>{text.revoked}</Badge>
          )}
        </div>
        <p className="text-[0.8125rem]">{may.join(", ")}</p>
        <Times {...apiKey} />
        <p className="font-mono text-xs text-ink-soft">{text.shownId(key_id.slice(0, SHOWN_OF_ID))}</p>
      </div>
      {revoked_at === null && (
        <Button size="small" aria-label={text.revokeOf(name)} reason={reason} onClick={onRevoke}>
          {text.revoke}
        </Button>
      )}
    </li>
  );
}

function Times({ created_at, last_used_on, revoked_at }: ShownApiKey) {
  return (
    <p className="flex flex-wrap gap-x-1.5 text-[0.8125rem] text-ink-soft">
      <span>
        {text.made} <DatedMoment value={created_at} />
      </span>
      <span aria-hidden>{messages.common.dot}</span>
      <span>
        {last_used_on === null ? (
          text.neverUsed
        ) : (
          <>
            {text.lastUsed} <Day value={last_used_on} /> {text.utc}
          </>
        )}
      </span>
      {revoked_at !== null && (
        <>
          <span aria-hidden>{messages.common.dot}</span>
          <span>
            {text.revokedAt} <DatedMoment value={revoked_at} />
          </span>
        </>
      )}
    </p>
  );
}
