import { ArrowDown, ArrowUp, CircleAlert, CircleCheck, Pencil, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { classNames } from "@/lib/class-names";
import type { RuleFindingView } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { hasRuleProblem, type Problems, ruleField } from "../rule-problems";
import { ruleSentence } from "../rule-sentence";
import type { RuleDraft } from "../rule-draft";
import type { StoredPolicy } from "@/lib/policy";
import type { RuleEdits } from "../use-rule-edits";
import { RuleForm } from "./rule-form";

const text = schedulesMessages.rules;

interface RuleItemProps {
  rule: RuleDraft;
  index: number;
  edits: RuleEdits;
  policy: StoredPolicy;
  problems: Problems;
  /** What the rule says on the account as it is; null while unknown or while the rule is being changed. */
  finding: RuleFindingView | null;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

export function RuleItem({ rule, index, edits, policy, problems, finding, isOpen, onOpen }: RuleItemProps) {
  const isWrong = hasRuleProblem(problems, index);
  const isDirty = edits.isRuleDirty(rule);
  return (
    <li className="border-b border-line py-3 first:pt-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 sm:flex-nowrap">
        <span aria-hidden className="w-5 shrink-0 text-right text-sm text-ink-soft tabular-nums">
          {text.place(index + 1)}
        </span>
        <div className="min-w-0 flex-1 basis-0">
          <p className={classNames("text-sm leading-snug font-medium", !rule.isEnabled && "text-ink-soft")}>
            {ruleSentence(rule, policy.calendar)}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] leading-snug text-ink-soft">
            <span className="font-mono text-xs">{rule.id}</span>
            {!rule.isEnabled && <Badge>{text.off}</Badge>}
            {isDirty && <Badge tone="accent">{rule.isNew ? text.isNew : text.unsaved}</Badge>}
            {isWrong && (
              <Badge tone="critical" icon={CircleAlert}>
                {text.wrong}
              </Badge>
            )}
            {!isDirty && finding && <FindingLine finding={finding} />}
          </p>
        </div>
        <RuleTools rule={rule} index={index} edits={edits} isOpen={isOpen} onOpen={onOpen} />
      </div>
      {isOpen && (
        <RuleForm
          rule={rule}
          policyMethod={policy.method}
          problemOf={(field) => problems.get(ruleField(index, field))}
          onChange={(part) => edits.change(rule.key, part)}
          onKind={(kind) => edits.changeKind(rule.key, kind)}
          onDone={() => {
            onOpen(false);
            document.getElementById(editId(rule))?.focus();
          }}
        />
      )}
    </li>
  );
}

function editId(rule: RuleDraft): string {
  return `edit-${rule.key}`;
}

function FindingLine({ finding }: { finding: RuleFindingView }) {
  return (
    <>
      {finding.has_fired && (
        <Badge tone="warning" icon={CircleCheck}>
          {text.fires}
        </Badge>
      )}
      <span>
        <span className="sr-only">{text.saysNow} </span>
        {finding.message}
      </span>
    </>
  );
}

type RuleToolsProps = Pick<RuleItemProps, "rule" | "index" | "edits" | "isOpen" | "onOpen">;

function RuleTools({ rule, index, edits, isOpen, onOpen }: RuleToolsProps) {
  const name = rule.id || text.kinds[rule.kind];
  const remove = () => {
    edits.remove(rule.key);
    document.getElementById("rules-title")?.focus();
  };
  const isLast = index === edits.draft.rules.length - 1;
  return (
    <div className="flex w-full shrink-0 items-center gap-0.5 pl-8 sm:w-auto sm:pl-0">
      <span className="mr-2 flex">
        <Switch label={text.enabledOf(name)} isOn={rule.isEnabled} onSwitch={(isEnabled) => edits.change(rule.key, { isEnabled })} />
      </span>
      <Button tone="quiet" size="icon" aria-label={text.up(name)} disabled={index === 0} onClick={() => edits.move(rule.key, -1)}>
        <ArrowUp aria-hidden className="size-4" />
      </Button>
      <Button tone="quiet" size="icon" aria-label={text.down(name)} disabled={isLast} onClick={() => edits.move(rule.key, 1)}>
        <ArrowDown aria-hidden className="size-4" />
      </Button>
      <Button tone="quiet" size="icon" id={editId(rule)} aria-label={text.edit(name)} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        <Pencil aria-hidden className="size-4" />
      </Button>
      <Button tone="quiet" size="icon" aria-label={text.remove(name)} onClick={remove}>
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
