import { expect, type Page, test } from "@playwright/test";

// A trace copies the whole page before each step, which would be measured, too.
test.use({ trace: "off" });

const LONGEST_TASK_MS = 50;

/** What the browser's main thread did in one go: its own time, and that by the clock, which a busy machine lengthens. */
interface Task {
  own: number;
  clock: number;
}

test("500 runs scroll without a long task", async ({ page }) => {
  await page.goto("/history?scene=history-500");
  const more = page.getByRole("button", { name: "Show more" });
  for (let shown = 50; shown < 500; shown += 50) {
    await expect(page.getByText(`${shown} runs listed`)).toBeVisible();
    await more.click();
  }
  await expect(page.getByText("500 runs listed")).toBeVisible();
  await expect(page.getByRole("table", { name: "Runs" }).getByRole("row")).toHaveCount(501);

  const tasks = await tasksDuring(page, () => page.evaluate(scrollThrough));
  const [own, clock] = [longest(tasks.map((task) => task.own)), longest(tasks.map((task) => task.clock))];
  process.stdout.write(`500 runs: ${tasks.length} tasks while scrolling, the longest ${own} ms (${clock} ms by the clock)\n`);
  expect(tasks.length).toBeGreaterThan(100);
  expect(tasks.filter((task) => task.own > LONGEST_TASK_MS)).toEqual([]);
});

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Records what the main threads of the page's processes do meanwhile. */
async function tasksDuring(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel"] } });
  await act();
  const collected = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await collected;
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(threadOf));
  return events
    .filter((event) => event.ph === "X" && event.name.endsWith("RunTask") && mains.has(threadOf(event)))
    .map(({ tdur = 0, dur = 0 }) => ({ own: tdur / 1000, clock: dur / 1000 }));
}

function longest(lengths: readonly number[]): string {
  return Math.max(0, ...lengths).toFixed(1);
}

/** Scrolls to the end and back in steps of half a screen, a frame each. */
async function scrollThrough(): Promise<void> {
  for (const direction of [1, -1]) {
    for (let step = 0; step * innerHeight < 2 * document.documentElement.scrollHeight; step += 1) {
      scrollBy(0, (direction * innerHeight) / 2);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }
}
