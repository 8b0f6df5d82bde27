import type { Page } from "@playwright/test";

/** Moments of the page's own clock, in milliseconds. */
interface Moments {
  clicked: number;
  /** When the server's answer was there; null where none came over the network. */
  answered: number | null;
  painted: number;
}

/** Clicks for the first preview, waits until it is painted, and prints how long that took. */
export async function printFirstPreview(page: Page, where: string, click: () => Promise<void>): Promise<void> {
  const noted = page.evaluate(noteMoments);
  await click();
  const { clicked, answered, painted } = await noted;
  const since = (moment: number) => Math.round(painted - moment);
  const parts = answered === null ? "" : `, ${since(answered)} ms after the server's answer`;
  process.stdout.write(`First preview ${where}: painted ${since(clicked)} ms after the click${parts}\n`);
}

/** Runs in the page: waits for the next click, then for the preview, and one frame more until it is on the screen. */
function noteMoments(): Promise<Moments> {
  return new Promise((resolve) => {
    let clicked = 0;
    addEventListener("click", (event) => void (clicked = event.timeStamp), { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (!document.getElementById("plan-title")) return;
      observer.disconnect();
      const answers = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/check_rebalance_drift"));
      const answered = (answers.at(-1) as PerformanceResourceTiming | undefined)?.responseEnd ?? null;
      requestAnimationFrame(() => setTimeout(() => resolve({ clicked, answered, painted: performance.now() })));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}
