import { useEffect } from "react";
import { useCall, usePush } from "@/lib/firebase";
import { isPushDue } from "@/lib/push-mark";
import { registerPush } from "@/lib/push-registration";

/** Tells the server once a day that this browser still wants its person's push notes; a failure waits for the next visit. */
export function useFreshRegistration(uid: string): void {
  const call = useCall();
  const push = usePush();
  useEffect(() => {
    if (push && isPushDue(uid)) registerPush(push, call, uid).catch(() => undefined);
  }, [call, push, uid]);
}
