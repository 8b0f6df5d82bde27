import { Dialog } from "@base-ui/react/dialog";
import { Menu, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";
import { Sidebar } from "./sidebar";

const text = messages.common;

/** The sidebar of narrow screens. */
export function NavDrawer() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger render={<Button tone="quiet" size="icon" aria-label={text.openNavigation} />}>
        <Menu aria-hidden className="size-5" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Popup
          aria-label={text.navigation}
          className="fixed inset-y-0 left-0 z-50 w-64 border-r border-line bg-surface text-ink outline-none"
        >
          <Dialog.Close
            render={<Button tone="quiet" size="icon" aria-label={text.closeNavigation} className="absolute top-4 right-3" />}
          >
            <X aria-hidden className="size-5" />
          </Dialog.Close>
          <Sidebar onNavigate={() => setIsOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
