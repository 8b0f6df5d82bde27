import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useIsOffline } from "@/lib/firebase";
import { account as accountMessages } from "@/lib/messages/account";
import { DeleteDialog } from "./delete-dialog";

const text = accountMessages.deletion;

/** The way to delete the account; all that it means is told in the dialog. */
export function DeleteCard() {
  const [opened, setOpened] = useState({ turn: 0, isOpen: false });
  return (
    <Card title={text.title} titleId="delete-account-title" hint={text.hint}>
      <Button reason={useIsOffline() ? accountMessages.offline : null} onClick={() => setOpened({ turn: opened.turn + 1, isOpen: true })}>
        {text.open}
      </Button>
      {opened.turn > 0 && <DeleteDialog key={opened.turn} isOpen={opened.isOpen} onOpenChange={(isOpen) => setOpened({ ...opened, isOpen })} />}
    </Card>
  );
}
