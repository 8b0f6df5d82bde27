import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { ShownSecret } from "@/components/shown-secret";
import { SignInAgain } from "@/components/sign-in-again/sign-in-again";
import { useGuardedAct } from "@/components/sign-in-again/use-guarded-act";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { CreateApiKeyResult } from "@/lib/contracts/generated";
import { account as accountMessages } from "@/lib/messages/account";
import { useCreateApiKey } from "../api/create-api-key";
import { EMPTY_KEY } from "../key-request";
import { KeyForm } from "./key-form";

const text = accountMessages.newKey;
const TITLE_ID = "new-key-title";

/** Makes a key; its secret then stands here until its owner has kept it. */
export function NewKeyCard() {
  const [draft, setDraft] = useState(EMPTY_KEY);
  const [made, setMade] = useState<CreateApiKeyResult | null>(null);
  const create = useGuardedAct(useCreateApiKey(), (result) => {
    setMade(result);
    setDraft(EMPTY_KEY);
  });
  const putAway = () => {
    document.getElementById(TITLE_ID)?.focus();
    setMade(null);
  };
  return (
    <Card title={text.title} titleId={TITLE_ID} hint={text.hint}>
      {made && (
        <ShownSecret key={made.key.key_id} label={text.label} secret={made.api_key} action={<Button onClick={putAway}>{text.done}</Button>}>
          <p className="font-semibold">{text.shownTitle(made.key.name)}</p>
          <p className="mt-0.5">{text.shownOnce}</p>
        </ShownSecret>
      )}
      <KeyForm draft={draft} isBusy={create.isPending} onDraft={setDraft} onRequest={create.ask} />
      {create.error && (
        <div className="mt-3">
          <ErrorNotice title={text.failed} unsureTitle={text.unsure} truth={text.truth} error={create.error} />
        </div>
      )}
      <SignInAgain {...create.question} />
    </Card>
  );
}
