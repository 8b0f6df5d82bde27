import { Check, Circle, CircleDot } from "lucide-react";
import { Card } from "@/components/ui/card";
import { messages } from "@/lib/messages";

const text = messages.allocation.firstSteps;

interface FirstStepsProps {
  hasAccount: boolean;
  hasTargets: boolean;
}

type StepState = "done" | "current" | "waiting";
const ICONS = { done: Check, current: CircleDot, waiting: Circle } as const;

/** Leads somebody new to the first preview: account, targets, preview. */
export function FirstSteps({ hasAccount, hasTargets }: FirstStepsProps) {
  const done = [hasAccount, hasTargets, false];
  const current = done.indexOf(false);
  return (
    <Card title={text.title} titleId="first-steps" hint={text.hint}>
      <ol className="grid gap-3 sm:grid-cols-3">
        {text.steps.map((step, index) => (
          <Step key={step.name} name={step.name} body={step.body} state={done[index] ? "done" : index === current ? "current" : "waiting"} />
        ))}
      </ol>
    </Card>
  );
}

function Step({ name, body, state }: { name: string; body: string; state: StepState }) {
  const Icon = ICONS[state];
  return (
    <li className="flex gap-3 rounded-lg bg-sunken p-3.5" aria-current={state === "current" ? "step" : undefined}>
      <Icon aria-hidden className={state === "waiting" ? "mt-0.5 size-4 shrink-0 text-ink-soft" : "mt-0.5 size-4 shrink-0 text-accent"} />
      <div className="min-w-0 text-sm">
        <p className="font-semibold">
          {name} <span className="sr-only">{text.states[state]}</span>
        </p>
        <p className="mt-0.5 text-[0.8125rem] leading-snug text-ink-soft">{body}</p>
      </div>
    </li>
  );
}
