import { useState } from "react";
import { Card } from "@/components/ui/card";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useConfirmAbove } from "@/lib/typed-confirmation";
import { readTyped, showTyped } from "../typed-number";
import { NumberField } from "./number-field";

const text = settingsMessages.typing;

/** From which amount on the orders of a live account have to be confirmed by typing; kept as it is typed. */
export function TypingCard() {
  const [above, choose] = useConfirmAbove();
  const [typed, setTyped] = useState(() => showTyped("dollars", above));
  const change = (next: string) => {
    setTyped(next);
    const read = readTyped("dollars", next);
    if (read !== null) choose(read);
  };
  return (
    <Card title={text.title} titleId="typing-title" hint={text.hint}>
      <div className="max-w-80">
        <NumberField
          label={text.label}
          hint={text.fieldHint}
          kind="dollars"
          value={typed}
          error={readTyped("dollars", typed) === null ? settingsMessages.problems.number : null}
          onValue={change}
        />
      </div>
    </Card>
  );
}
