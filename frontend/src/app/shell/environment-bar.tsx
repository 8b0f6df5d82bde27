import { classNames } from "@/lib/class-names";
import type { Account, Environment } from "@/lib/environment";
import { messages } from "@/lib/messages";

const text = messages.common.environment;
const NOTES: Record<Environment, string> = { PAPER: text.paperNote, LIVE: text.liveNote };

/** Says on every page whose money is at stake. */
export function EnvironmentBar({ account }: { account: Account | null }) {
  const environment = account?.environment ?? null;
  return (
    <div
      role="status"
      aria-label={text.label}
      className={classNames(
        "flex min-h-8 flex-wrap items-center justify-center gap-x-2.5 px-4 py-1 text-center text-[0.8125rem]",
        environment === null && "bg-neutral-soft text-ink",
        environment === "PAPER" && "bg-paper-bar text-paper-ink",
        environment === "LIVE" && "bg-live-bar font-medium text-live-ink",
      )}
    >
      <strong className="font-semibold tracking-wider uppercase">{environment ? text[environment] : text.pending}</strong>
      {account && <span>{text.account(account.account_label)}</span>}
      <span className="max-sm:hidden">{environment ? NOTES[environment] : text.pendingNote}</span>
    </div>
  );
}
