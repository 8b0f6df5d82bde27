import { useParams } from "react-router";
import { RunRecord } from "@/features/history";

/** One run by its address. */
export function RunPage() {
  const { runId = "" } = useParams();
  return <RunRecord key={runId} runId={runId} />;
}
