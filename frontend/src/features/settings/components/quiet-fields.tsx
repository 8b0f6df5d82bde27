import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import { settings as settingsMessages } from "@/lib/messages/settings";
import type { PreferenceForm } from "../preference-form";

const text = settingsMessages.channels;

/** The part of each day in which nobody is woken. */
export function QuietFields({ edits, problemOf }: PreferenceForm) {
  const { draft, change } = edits;
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold text-ink-soft">{text.quiet}</legend>
      <Checkbox label={text.quietOn} isChecked={draft.isQuiet} onCheck={(isQuiet) => change({ isQuiet })} />
      <p className="text-[0.8125rem] leading-snug text-ink-soft">{text.quietHint}</p>
      {draft.isQuiet && (
        <div className="mt-3 grid max-w-md grid-cols-2 items-start gap-x-5 gap-y-3">
          <TextField
            label={text.quietBegins}
            type="time"
            value={draft.quietBegins}
            error={problemOf("quiet_hours.begins")}
            onValue={(quietBegins) => change({ quietBegins })}
          />
          <TextField
            label={text.quietEnds}
            type="time"
            value={draft.quietEnds}
            error={problemOf("quiet_hours.ends")}
            onValue={(quietEnds) => change({ quietEnds })}
          />
        </div>
      )}
    </fieldset>
  );
}
