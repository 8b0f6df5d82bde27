import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { settings as settingsMessages } from "@/lib/messages/settings";
import type { PreferenceForm } from "../preference-form";
import { ZoneSelect } from "./zone-select";

const text = settingsMessages.channels;

/** Where messages go, and by which clock the day is read. */
export function AddressFields({ edits, problemOf }: PreferenceForm) {
  const { draft, change } = edits;
  return (
    <div className="grid items-start gap-x-5 gap-y-4 sm:grid-cols-2">
      <TextField
        label={text.address}
        hint={text.addressHint}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={draft.address}
        error={problemOf("address")}
        onValue={(address) => change({ address })}
      />
      <TextField
        label={text.webhook}
        hint={text.webhookHint}
        type="url"
        inputMode="url"
        value={draft.webhookUrl}
        error={problemOf("webhook_url")}
        onValue={(webhookUrl) => change({ webhookUrl })}
      />
      <ZoneSelect zone={draft.zone} onZone={(zone) => change({ zone })} />
      <Select
        label={text.digestHour}
        value={draft.digestHour}
        choices={DIGEST_HOURS}
        onValue={(digestHour) => change({ digestHour })}
      />
    </div>
  );
}

const DIGEST_HOURS = [
  { value: "", label: text.noDigest },
  ...Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, "0")}:00` })),
];
