import { ErrorNotice } from "@/components/error-notice";
import { isSignInTooOld } from "@/components/sign-in-again/use-guarded-act";
import { Notice } from "@/components/ui/notice";
import { CallError } from "@/lib/firebase";
import { messages } from "@/lib/messages";

export function ModeError({ error }: { error: Error | null }) {
  if (!error) return null;
  if (error instanceof CallError && error.status === "PERMISSION_DENIED" && !isSignInTooOld(error)) {
    return (
      <Notice tone="warning" role="alert" title={messages.errors.titles.mode}>
        {messages.risk.operatorOnly}
      </Notice>
    );
  }
  const { titles, truth } = messages.errors;
  return <ErrorNotice title={titles.mode} unsureTitle={titles.modeUnsure} truth={truth.mode} error={error} />;
}
