import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { useSignOut } from "@/lib/sign-out";

/** Who is signed in, and the way out; leaving forgets every figure of this person. */
export function AccountPanel() {
  const { email } = useUser();
  const leave = useSignOut();
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
