import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useIsOffline, usePush } from "@/lib/firebase";
import type { BrowserPush } from "@/lib/firebase/backend";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useRegisterDevice } from "../api/register-device";

const text = settingsMessages.devices;

/** The way to get push notes in this browser, or why there is none. */
export function PushOffer() {
  const push = usePush();
  return push ? <Offer push={push} /> : <Notice tone="info" className="mb-4">{text.unavailable}</Notice>;
}

function Offer({ push }: { push: BrowserPush }) {
  const register = useRegisterDevice(push);
  const isOffline = useIsOffline();
  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button isBusy={register.isPending} reason={isOffline ? settingsMessages.reasons.offline : null} onClick={() => register.mutate()}>
          {register.isPending ? text.registering : text.register}
        </Button>
        <p role="status" className="text-[0.8125rem] text-ink-soft">{register.data ? text.registered : text.offer}</p>
      </div>
      {register.data === null && <Notice tone="warning" role="status" title={text.notAllowed}>{text.notAllowedBody}</Notice>}
      {register.error && <ErrorNotice title={text.registerFailed} error={register.error} />}
    </div>
  );
}
