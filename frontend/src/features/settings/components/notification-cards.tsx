import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { PreferencesDocument } from "@/lib/contracts/generated";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useDevices } from "../api/live-devices";
import { useStoredPreferences } from "../api/stored-preferences";
import { DEFAULT_PREFERENCES, draftOfPreferences, toPreferences } from "../preference-form";
import { useEdits } from "../use-edits";
import { DeviceList } from "./device-list";
import { PreferencesCard } from "./preferences-card";
import { SecretCard } from "./secret-card";
import { TrialCard } from "./trial-card";

/** How the person is told of events. */
export function NotificationCards() {
  return <Attempts>{(onRetry) => <StoredCards onRetry={onRetry} />}</Attempts>;
}

function StoredCards({ onRetry }: { onRetry: () => void }) {
  const stored = useStoredPreferences();
  if (stored.status === "error") return <Lost title={settingsMessages.loadFailed} onRetry={onRetry} />;
  if (stored.status === "loading") return <Skeleton what={settingsMessages.loading} className="h-[40rem]" />;
  const isDefault = stored.status === "missing";
  return <Cards stored={isDefault ? DEFAULT_PREFERENCES : stored.value} isDefault={isDefault} />;
}

function Cards({ stored, isDefault }: { stored: PreferencesDocument; isDefault: boolean }) {
  const edits = useEdits(draftOfPreferences(stored), toPreferences);
  const devices = useDevices();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <PreferencesCard edits={edits} isDefault={isDefault} onSecret={setSecret} />
      <SecretCard secret={secret} hasWebhook={stored.webhook_url !== null} onSecret={setSecret} />
      <TrialCard stored={stored} hasDevices={devices.status === "ready" && devices.value.length > 0} isDirty={edits.isDirty} />
      <DeviceList devices={devices} />
    </>
  );
}
