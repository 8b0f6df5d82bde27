import { Plus } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { RuleFindingView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { type StoredPolicy, useSavePolicy } from "@/lib/policy";
import { problemsOf, serverProblem } from "../rule-problems";
import { toPolicyRequest } from "../rule-request";
import type { RuleEdits } from "../use-rule-edits";
import { BandToSave } from "./band-to-save";
import { PaceFields } from "./pace-fields";
import { RuleItem } from "./rule-item";
import { SaveRules } from "./save-rules";

const text = schedulesMessages.rules;

interface RulesCardProps {
  policy: StoredPolicy;
  edits: RuleEdits;
  findings: readonly RuleFindingView[];
  isOffline: boolean;
}

/** The editor of everything that says when a portfolio is rebalanced. */
export function RulesCard({ policy, edits, findings, isOffline }: RulesCardProps) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const save = useSavePolicy();
  const { draft } = edits;
  const local = problemsOf(draft);
  const problems = new Map([...serverProblem(save.error), ...local]);
  const store = () =>
    save.mutate(
      toPolicyRequest(draft),
      {
        onSuccess: (result) => {
          setOpenKey(null);
          edits.markSaved(result.policy_version);
        },
      },
    );
  // A refusal speaks of what was sent; once something is changed it no longer holds.
  const changing: RuleEdits = { ...edits, ...forgetting(edits, () => !save.isPending && save.reset()) };
  const add = () => setOpenKey(changing.add());
  return (
    <Card
      title={text.title}
      titleId="rules-title"
      hint={text.hint}
      aside={edits.isDirty && <Badge tone="accent">{text.unsaved}</Badge>}
    >
      {draft.rules.length === 0 ? (
        <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>
      ) : (
        <ol aria-label={text.list}>
          {draft.rules.map((rule, index) => (
            <RuleItem
              key={rule.key}
              rule={rule}
              index={index}
              edits={changing}
              policy={policy}
              problems={problems}
              finding={findings.find((each) => each.rule_id === rule.id) ?? null}
              isOpen={openKey === rule.key}
              onOpen={(isOpen) => setOpenKey(isOpen ? rule.key : null)}
            />
          ))}
        </ol>
      )}
      <Button size="small" className="mt-3" onClick={add}>
        <Plus aria-hidden className="size-4" />
        {text.add}
      </Button>
      {problems.has("rules") && <p className="mt-2 text-[0.8125rem] text-critical">{problems.get("rules")}</p>}
      <PaceFields draft={draft} problems={problems} onChange={changing.replace} />
      {draft.band && <BandToSave band={draft.band} onDrop={() => changing.replace({ band: undefined })} />}
      <SaveRules
        save={save}
        isDirty={edits.isDirty}
        isChangedElsewhere={edits.isChangedElsewhere}
        reason={isOffline ? messages.rebalance.reasons.offline : local.size > 0 ? text.reasons.wrong : null}
        onSave={store}
        onDiscard={() => {
          setOpenKey(null);
          save.reset();
          edits.discard();
        }}
      />
    </Card>
  );
}

function forgetting(edits: RuleEdits, forget: () => unknown): Partial<RuleEdits> {
  return {
    replace: (part) => (forget(), edits.replace(part)),
    prepend: (rule, band) => (forget(), edits.prepend(rule, band)),
    change: (key, part) => (forget(), edits.change(key, part)),
    changeKind: (key, kind) => (forget(), edits.changeKind(key, kind)),
    add: () => (forget(), edits.add()),
    remove: (key) => (forget(), edits.remove(key)),
    move: (key, step) => (forget(), edits.move(key, step)),
  };
}
