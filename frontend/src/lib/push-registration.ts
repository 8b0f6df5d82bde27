import type { DevicesResult, RegisterDeviceRequest } from "@/lib/contracts/generated";
import type { Backend, BrowserPush } from "@/lib/firebase/backend";
import { markPush } from "@/lib/push-mark";

/** Lets a person's push notes come to this browser; null where notes are not allowed here. */
export async function registerPush(push: BrowserPush, call: Backend["call"], uid: string): Promise<DevicesResult | null> {
  const device_id = await push.register();
  if (device_id === null) return null;
  const known = await call<DevicesResult>("register_device", { device_id } satisfies RegisterDeviceRequest);
  markPush(uid, device_id);
  return known;
}
