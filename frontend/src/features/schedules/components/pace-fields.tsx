import { Select } from "@/components/ui/select";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { ScheduleDraft } from "../rule-draft";
import type { Problems } from "../rule-problems";
import { CheckedField } from "./checked-field";

const text = schedulesMessages.rules;

const PACES = [
  { value: "session", label: text.onceASession },
  { value: "minutes", label: text.everyMinutes },
] as const;

interface PaceFieldsProps {
  draft: ScheduleDraft;
  problems: Problems;
  onChange: (part: Partial<ScheduleDraft>) => void;
}

/** How often drift is looked at, and how long a run keeps the rules quiet. */
export function PaceFields({ draft, problems, onChange }: PaceFieldsProps) {
  const { isMonitored } = draft;
  return (
    <section aria-labelledby="pace-title" className="mt-5">
      <h3 id="pace-title" className="mb-2 text-sm font-semibold">
        {text.paceTitle}
      </h3>
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-3">
        <Select
          label={text.monitoring}
          value={isMonitored ? "minutes" : "session"}
          choices={PACES}
          onValue={(pace) => onChange({ isMonitored: pace === "minutes" })}
        />
        {isMonitored && (
          <CheckedField
            label={text.interval}
            inputMode="numeric"
            value={draft.monitoringMinutes}
            hint={text.intervalHint}
            problem={problems.get("monitoring_interval_minutes")}
            onValue={(monitoringMinutes) => onChange({ monitoringMinutes })}
          />
        )}
        <CheckedField
          label={text.cooldown}
          inputMode="numeric"
          value={draft.cooldownDays}
          hint={text.cooldownHint}
          problem={problems.get("cooldown_days")}
          onValue={(cooldownDays) => onChange({ cooldownDays })}
        />
      </div>
    </section>
  );
}
