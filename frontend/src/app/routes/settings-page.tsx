import { UnsavedGuard } from "@/components/unsaved-guard";
import { ApiKeys, DeleteCard, ExportCard, LiveCard } from "@/features/account";
import { RiskSwitches } from "@/features/risk";
import { AppearanceCard, NotificationCards, PolicyCards, SettingsLayout, SettingsSection, TypingCard } from "@/features/settings";

/** What a person decides about risk, messages, looks, programs and the own data; each section has an address of its own. */
export function SettingsPage() {
  return (
    <UnsavedGuard>
      <SettingsLayout>
        <SettingsSection name="risk">
          <RiskSwitches />
          <LiveCard />
          <PolicyCards />
          <TypingCard />
        </SettingsSection>
        <SettingsSection name="notifications">
          <NotificationCards />
        </SettingsSection>
        <SettingsSection name="appearance">
          <AppearanceCard />
        </SettingsSection>
        <SettingsSection name="keys">
          <ApiKeys />
        </SettingsSection>
        <SettingsSection name="account">
          <ExportCard />
          <DeleteCard />
        </SettingsSection>
      </SettingsLayout>
    </UnsavedGuard>
  );
}
