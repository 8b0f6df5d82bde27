import type { UseMutationResult } from "@tanstack/react-query";
import { useRef } from "react";
import { Link } from "react-router";
import { ErrorNotice } from "@/components/error-notice";
import { formatFraction, formatMoney } from "@/components/money/format";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { LimitSettings, SavePolicyRequest, SavePolicyResult } from "@/lib/contracts/generated";
import { useEnvironment } from "@/lib/environment";
import { useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.autonomy;

interface AutomaticDialogProps {
  limits: LimitSettings;
  isOpen: boolean;
  isOffline: boolean;
  save: UseMutationResult<SavePolicyResult, Error, SavePolicyRequest>;
  onOpenChange: (isOpen: boolean) => void;
  onConfirm: () => void;
}

/** The last look before orders may leave without being asked for: the limits that will hold. */
export function AutomaticDialog({ limits, isOpen, isOffline, save, onOpenChange, onConfirm }: AutomaticDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const environment = useEnvironment(useUser().uid);
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.confirmTitle(environment)}
      description={text.confirmBody}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button
            tone={environment === "PAPER" ? "primary" : "danger"}
            isBusy={save.isPending}
            reason={isOffline ? messages.rebalance.reasons.offline : null}
            onClick={onConfirm}
          >
            {save.isPending ? text.saving : text.confirm}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <LimitList limits={limits} />
        <Link to="/settings" className="inline-block text-sm font-medium text-accent underline underline-offset-2">
          {text.changeLimits}
        </Link>
        {save.error && <ErrorNotice title={text.saveFailed} unsureTitle={text.saveUnsure} truth={text.saveTruth} error={save.error} />}
      </div>
    </AlertDialog>
  );
}

function LimitList({ limits }: { limits: LimitSettings }) {
  const names = text.limitNames;
  const rows = [
    [names.run, text.run(limits.max_orders, whole(limits.max_run_value))],
    [names.order, text.order(whole(limits.max_order_value), formatFraction(limits.max_volume_share))],
    [names.day, text.run(limits.max_day_orders, whole(limits.max_day_value))],
    [names.turnover, text.turnover(formatFraction(limits.max_run_turnover), formatFraction(limits.max_day_turnover))],
    [names.price, text.price(formatFraction(limits.max_price_move))],
    [names.drawdown, limits.max_drawdown == null ? text.noDrawdown : text.drawdown(formatFraction(limits.max_drawdown))],
  ] as const;
  return (
    <dl aria-label={text.limits} className="divide-y divide-line rounded-lg border border-line text-sm">
      {rows.map(([name, limit]) => (
        <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-2">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="font-medium tabular-nums">{limit}</dd>
        </div>
      ))}
    </dl>
  );
}

function whole(amount: string): string {
  return formatMoney(amount).replace(/\.00$/, "");
}
