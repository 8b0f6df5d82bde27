import { PieChart } from "lucide-react";
import { NavLink } from "react-router";
import { Wordmark } from "@/components/wordmark";
import { AccountPanel } from "@/features/auth";
import { messages } from "@/lib/messages";
import { ThemeChoice } from "./theme-choice";

const text = messages.common;

/** Navigation, theme and account; the same on the side of wide screens and in the drawer of narrow ones. */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <div className="flex h-full flex-col gap-8 p-5">
      <Wordmark />
      <nav aria-label={text.navigation} className="flex-1">
        <p id="nav-trading" className="mb-1.5 px-2.5 text-xs font-medium text-ink-soft">
          {text.tradingSection}
        </p>
        <ul aria-labelledby="nav-trading">
          <li>
            <NavLink
              to="/allocation"
              onClick={onNavigate}
              className="flex min-h-10 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-ink-soft hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              <PieChart aria-hidden className="size-4" />
              {text.allocation}
            </NavLink>
          </li>
        </ul>
      </nav>
      <ThemeChoice />
      <AccountPanel />
    </div>
  );
}
