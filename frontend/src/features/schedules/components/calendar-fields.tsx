import { Select } from "@/components/ui/select";
import type { DateShift, Frequency } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { ConditionForm } from "../condition-form";
import { CheckedField } from "./checked-field";

const text = schedulesMessages.rules;
const { months, weekdays } = schedulesMessages.sentence;

const FREQUENCIES = (["WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL"] as const satisfies Frequency[]).map((value) => ({ value, label: text.frequencies[value] }));
const SHIFTS = (["FOLLOWING", "PRECEDING"] as const satisfies DateShift[]).map((value) => ({ value, label: text.shifts[value] }));
const SOURCES = [
  { value: "own", label: text.ownCalendar },
  { value: "policy", label: text.policyCalendar },
] as const;
const MONTHS = numbered(months);
const WEEKDAYS = numbered(weekdays);

export function CalendarFields({ condition, problemOf, onChange }: ConditionForm) {
  const { frequency, hasOwnCalendar } = condition;
  return (
    <>
      <Select
        label={text.calendarSource}
        value={hasOwnCalendar ? "own" : "policy"}
        choices={SOURCES}
        onValue={(source) => onChange({ hasOwnCalendar: source === "own" })}
      />
      {hasOwnCalendar && (
        <>
          <Select label={text.frequency} value={frequency} choices={FREQUENCIES} onValue={(next) => onChange({ frequency: next })} />
          {frequency === "WEEKLY" && (
            <Select label={text.weekday} value={condition.weekday} choices={WEEKDAYS} onValue={(weekday) => onChange({ weekday })} />
          )}
          {frequency === "ANNUAL" && (
            <Select label={text.month} value={condition.month} choices={MONTHS} onValue={(month) => onChange({ month })} />
          )}
          {frequency !== "WEEKLY" && (
            <CheckedField
              label={text.day}
              inputMode="numeric"
              value={condition.day}
              problem={problemOf("calendar.day") ?? problemOf("calendar")}
              onValue={(day) => onChange({ day })}
            />
          )}
        </>
      )}
      <Select label={text.shift} value={condition.shift} choices={SHIFTS} onValue={(shift) => onChange({ shift })} />
    </>
  );
}

function numbered(names: readonly string[]): { value: string; label: string }[] {
  return names.map((label, index) => ({ value: String(index + 1), label }));
}
