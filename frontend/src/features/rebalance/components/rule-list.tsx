import { Check, CircleAlert, OctagonAlert } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import type { RuleResultView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { reasonWords } from "@/lib/reason-words";
import { type Acknowledgement, needsLook } from "../review";

const text = messages.rebalance.rules;

interface RuleListProps {
  rules: readonly RuleResultView[];
  /** What has been acknowledged so far; null where nobody has to. */
  given: Acknowledgement | null;
  onGive: (given: Acknowledgement) => void;
}

/** Every rule the plan was held to: kept, broken, or waiting for somebody to look. */
export function RuleList({ rules, given, onGive }: RuleListProps) {
  if (rules.length === 0) return null;
  const broken = rules.filter((rule) => rule.status === "FAIL").length;
  return (
    <details className="mt-5 rounded-lg border border-line px-4 py-3" open={broken > 0}>
      <summary className="cursor-pointer text-sm font-semibold">
        {text.title} <span className="font-normal text-ink-soft">{text.count(rules.length - broken, rules.length)}</span>
      </summary>
      <ul className="mt-3 space-y-2">
        {rules.map((rule) => (
          <RuleLine key={rule.rule_id} rule={rule} given={given} onGive={onGive} />
        ))}
      </ul>
      {given && (
        <TextField
          className="mt-4 max-w-lg"
          label={text.note}
          value={given.note}
          maxLength={500}
          onValue={(note) => onGive({ ...given, note })}
        />
      )}
    </details>
  );
}

function RuleLine({ rule, given, onGive }: Pick<RuleListProps, "given" | "onGive"> & { rule: RuleResultView }) {
  const look = LOOKS[rule.status === "PASS" ? "PASS" : rule.severity];
  const toggle = (isSeen: boolean) => {
    if (!given) return;
    const others = given.rules.filter((id) => id !== rule.rule_id);
    onGive({ ...given, rules: isSeen ? [...others, rule.rule_id] : others });
  };
  return (
    <li className="flex gap-2.5 text-sm">
      <look.icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look.ink}`} />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium">{reasonWords(rule.rule_id)}</span> <span className="text-ink-soft">{look.word}</span>
        </p>
        <p className="text-[0.8125rem] leading-snug text-ink-soft">{rule.message}</p>
        {given && needsLook(rule) && (
          <Checkbox isChecked={given.rules.includes(rule.rule_id)} onCheck={toggle} label={text.seen(reasonWords(rule.rule_id))} />
        )}
      </div>
    </li>
  );
}

const LOOKS = {
  PASS: { icon: Check, ink: "text-ok", word: text.kept },
  SOFT: { icon: CircleAlert, ink: "text-warning", word: text.soft },
  HARD: { icon: OctagonAlert, ink: "text-critical", word: text.hard },
} as const;
