import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { Skeleton } from "@/components/ui/skeleton";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useStoredPolicy } from "@/lib/policy";
import { ExecutionCard } from "./execution-card";
import { LimitsCard } from "./limits-card";

/** What of the policy is set here: limits and execution style. */
export function PolicyCards() {
  return <Attempts>{(onRetry) => <Cards onRetry={onRetry} />}</Attempts>;
}

function Cards({ onRetry }: { onRetry: () => void }) {
  const stored = useStoredPolicy();
  if (stored.status === "error") return <Lost title={settingsMessages.loadFailed} onRetry={onRetry} />;
  if (stored.status !== "ready") return <Skeleton what={settingsMessages.loading} className="h-[40rem]" />;
  return (
    <>
      <LimitsCard stored={stored.value} />
      <ExecutionCard stored={stored.value} />
    </>
  );
}
