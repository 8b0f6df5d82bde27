import { useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useConnection, useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";

/** Who is signed in, and the way out; leaving forgets every figure of this person. */
export function AccountPanel() {
  const { backend } = useConnection();
  const client = useQueryClient();
  const { email } = useUser();
  const leave = async () => {
    await backend.signOut();
    client.clear();
    sessionStorage.clear();
  };
  return (
    <div className="space-y-2">
      <p className="text-xs leading-snug text-ink-soft">
        {messages.common.signedInAs}
        <span className="block truncate text-sm text-ink">{email}</span>
      </p>
      <Button tone="quiet" size="small" className="-ml-2.5" onClick={leave}>
        <LogOut aria-hidden className="size-4" />
        {messages.common.signOut}
      </Button>
    </div>
  );
}
