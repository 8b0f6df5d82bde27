import type { FirebaseApp } from "firebase/app";
import type { BrowserPush } from "./backend";

const WORKER = "/push-worker.js";

/** Web push of this browser through Firebase Messaging; null without the deployment's key, or where browsers have none. */
export function browserPush(app: FirebaseApp, key: string | null): BrowserPush | null {
  const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!key || !isAble) return null;
  return {
    async register() {
      if ((await Notification.requestPermission()) !== "granted") return null;
      const [{ getMessaging, getToken }, { getId, getInstallations }] = await Promise.all([
        import("firebase/messaging"),
        import("firebase/installations"),
      ]);
      await navigator.serviceWorker.register(WORKER);
      const serviceWorkerRegistration = await navigator.serviceWorker.ready;
      // The subscription belongs to this installation, by whose id the server sends.
      await getToken(getMessaging(app), { vapidKey: key, serviceWorkerRegistration });
      return getId(getInstallations(app));
    },
  };
}
