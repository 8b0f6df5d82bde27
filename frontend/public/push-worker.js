// Shows what the server pushes: notes of data only, each once for its tag. A note opens the alerts.
self.addEventListener("push", (event) => {
  const { title, tag, level } = event.data?.json().data ?? {};
  if (!title) return;
  const options = { tag, icon: "/icon.svg", requireInteraction: level === "CRITICAL" };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openAlerts());
});

async function openAlerts() {
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages[0];
  if (!page) return self.clients.openWindow("/alerts");
  await page.focus();
  return page.navigate("/alerts");
}
