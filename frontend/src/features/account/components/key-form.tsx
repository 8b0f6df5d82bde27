import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import type { CreateApiKeyRequest, Scope } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { account as accountMessages } from "@/lib/messages/account";
import { isName, type KeyDraft, keyRequest, SCOPES } from "../key-request";

const text = accountMessages.newKey;
const MOST_LETTERS = 64;

interface KeyFormProps {
  draft: KeyDraft;
  isBusy: boolean;
  onDraft: (draft: KeyDraft) => void;
  onRequest: (request: CreateApiKeyRequest) => void;
}

/** Name and scopes of a key to be made; what is wrong is told once somebody asks for the key. */
export function KeyForm({ draft, isBusy, onDraft, onRequest }: KeyFormProps) {
  const [isTold, setIsTold] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const reason = useIsOffline() ? accountMessages.offline : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a field submits also while the button is refused.
    if (isBusy || reason !== null) return;
    const request = keyRequest(draft);
    setIsTold(request === null);
    if (request) onRequest(request);
    else if (!isName(draft.name)) nameField.current?.focus();
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <TextField
        ref={nameField}
        label={text.name}
        hint={text.nameHint}
        value={draft.name}
        maxLength={MOST_LETTERS}
        error={isTold && !isName(draft.name) ? text.problems.name : null}
        className="max-w-96"
        onValue={(name) => onDraft({ ...draft, name })}
      />
      <ScopeBoxes
        scopes={draft.scopes}
        error={isTold && draft.scopes.length === 0 ? text.problems.scopes : null}
        onScopes={(scopes) => onDraft({ ...draft, scopes })}
      />
      <Button type="submit" tone="primary" isBusy={isBusy} reason={reason}>
        {isBusy ? text.making : text.make}
      </Button>
    </form>
  );
}

interface ScopeBoxesProps {
  scopes: readonly Scope[];
  error: string | null;
  onScopes: (scopes: readonly Scope[]) => void;
}

function ScopeBoxes({ scopes, error, onScopes }: ScopeBoxesProps) {
  const errorId = useId();
  const check = (scope: Scope, isChecked: boolean) => onScopes(isChecked ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <fieldset aria-describedby={error === null ? undefined : errorId}>
      <legend className="mb-1 text-sm font-medium">{text.scopes}</legend>
      {SCOPES.map((scope) => (
        <div key={scope} className="py-1">
          <Checkbox isChecked={scopes.includes(scope)} onCheck={(isChecked) => check(scope, isChecked)} label={<ScopeLabel scope={scope} />} />
        </div>
      ))}
      {error && (
        <p id={errorId} role="alert" className="mt-1 text-[0.8125rem] leading-snug text-critical">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function ScopeLabel({ scope }: { scope: Scope }) {
  const { name, permits } = accountMessages.scopes[scope];
  return (
    <>
      <span className="block font-medium">{name}</span> <span className="block text-[0.8125rem] leading-snug text-ink-soft">{permits}</span>
    </>
  );
}
