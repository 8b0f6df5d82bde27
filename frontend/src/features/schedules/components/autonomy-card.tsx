import { Check } from "lucide-react";
import { useId, useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { Autonomy } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { type StoredPolicy, useSavePolicy } from "@/lib/policy";
import { AutomaticDialog } from "./automatic-dialog";

const text = schedulesMessages.autonomy;
const CHOICES = ["SHADOW", "PROPOSE", "AUTOMATIC"] as const satisfies Autonomy[];

/** What a rule that fires may do; only AUTOMATIC asks once more, because orders then leave by themselves. */
export function AutonomyCard({ policy, isOffline }: { policy: StoredPolicy; isOffline: boolean }) {
  const [chosen, setChosen] = useState<Autonomy | null>(null);
  const [isConfirming, setIsConfirming] = useState(false);
  const save = useSavePolicy();
  // Until the stored policy has caught up, what was saved is shown as current.
  const isCatchingUp = save.data !== undefined && policy.version < save.data.policy_version;
  const current = isCatchingUp ? save.data.autonomy : policy.autonomy;
  const value = chosen ?? current;
  const isChange = value !== current;
  const store = () =>
    save.mutate(
      { autonomy: value },
      {
        onSuccess: () => {
          setChosen(null);
          setIsConfirming(false);
          document.getElementById("autonomy-title")?.focus();
        },
      },
    );
  const choose = (next: Autonomy) => {
    if (!save.isPending) save.reset();
    setChosen(next);
  };
  return (
    <Card title={text.title} titleId="autonomy-title" hint={text.hint}>
      <fieldset className="grid gap-2 sm:gap-3 lg:grid-cols-3">
        <legend className="sr-only">{text.choice}</legend>
        {CHOICES.map((choice) => (
          <ChoiceRow key={choice} choice={choice} isChosen={choice === value} isCurrent={choice === current} onChoose={choose} />
        ))}
      </fieldset>
      {isChange && (
        <div className="mt-3 flex flex-wrap items-start gap-2">
          <Button
            tone="primary"
            isBusy={save.isPending}
            reason={isOffline ? messages.rebalance.reasons.offline : null}
            onClick={() => (value === "AUTOMATIC" ? setIsConfirming(true) : store())}
          >
            {save.isPending ? text.saving : text.save(text.names[value])}
          </Button>
          <Button tone="quiet" disabled={save.isPending} onClick={() => setChosen(null)}>
            {text.keep(text.names[current])}
          </Button>
        </div>
      )}
      <div className="mt-3 space-y-2 empty:hidden">
        {save.error && !isConfirming && <ErrorNotice title={text.saveFailed} unsureTitle={text.saveUnsure} truth={text.saveTruth} error={save.error} />}
        {save.data && !isChange && save.data.autonomy === current && (
          <Notice tone={save.data.warnings.length > 0 ? "warning" : "info"} role="status">
            <p>{text.saved(text.names[save.data.autonomy])}</p>
            {save.data.warnings.map((warning) => (
              <p key={warning.reason_code}>{warning.message}</p>
            ))}
          </Notice>
        )}
      </div>
      <AutomaticDialog
        limits={policy.limits}
        isOpen={isConfirming}
        isOffline={isOffline}
        save={save}
        onOpenChange={setIsConfirming}
        onConfirm={store}
      />
    </Card>
  );
}

interface ChoiceRowProps {
  choice: Autonomy;
  isChosen: boolean;
  isCurrent: boolean;
  onChoose: (choice: Autonomy) => void;
}

function ChoiceRow({ choice, isChosen, isCurrent, onChoose }: ChoiceRowProps) {
  const id = useId();
  return (
    <label className="flex cursor-pointer gap-3 rounded-lg border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring">
      <input
        type="radio"
        name="autonomy"
        className="mt-0.5 size-4 shrink-0 accent-(--accent) outline-none"
        checked={isChosen}
        aria-describedby={id}
        aria-label={text.names[choice]}
        onChange={() => onChoose(choice)}
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center justify-between gap-2 text-sm font-semibold">
          {text.names[choice]}
          {isCurrent && <Badge icon={Check}>{text.current}</Badge>}
        </span>
        <span id={id} className="mt-0.5 block text-[0.8125rem] leading-snug text-ink-soft">
          {text.means[choice]}
        </span>
      </span>
    </label>
  );
}
