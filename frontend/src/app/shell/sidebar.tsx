import { NavLink } from "react-router";
import { Wordmark } from "@/components/wordmark";
import { useOpenAlertCount } from "@/features/alerts";
import { AccountPanel } from "@/features/auth";
import { messages } from "@/lib/messages";
import { PAGES } from "../pages";
import { ThemeChoice } from "./theme-choice";

const text = messages.common;
const GROUPS = ["trading", "record", "account"] as const;

interface SidebarProps {
  onNavigate?: () => void;
}

/** Navigation, theme and account; the same on the side of wide screens and in the drawer of narrow ones. */
export function Sidebar({ onNavigate }: SidebarProps) {
  return (
    <div className="flex h-full flex-col gap-6 overflow-y-auto p-5">
      <Wordmark />
      <nav aria-label={text.navigation} className="flex-1 space-y-5">
        {GROUPS.map((group) => (
          <NavGroup key={group} group={group} onNavigate={onNavigate} />
        ))}
      </nav>
      <ThemeChoice />
      <AccountPanel />
    </div>
  );
}

function NavGroup({ group, onNavigate }: SidebarProps & { group: (typeof GROUPS)[number] }) {
  const id = `nav-${group}`;
  return (
    <div>
      <p id={id} className="mb-1.5 px-2.5 text-xs font-medium text-ink-soft">
        {text.sections[group]}
      </p>
      <ul aria-labelledby={id} className="space-y-0.5">
        {PAGES.map(({ path, name, place }) =>
          place?.group === group ? (
            <li key={path}>
              <NavLink
                to={path}
                onClick={onNavigate}
                className="flex min-h-10 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-ink-soft hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
              >
                <place.icon aria-hidden className="size-4" />
                {name}
                {path === "/alerts" && <AlertCount />}
              </NavLink>
            </li>
          ) : null,
        )}
      </ul>
    </div>
  );
}

/** How many alerts are open, beside the page that tells them. */
function AlertCount() {
  const count = useOpenAlertCount();
  if (count === null) return null;
  return (
    <span className="ml-auto rounded-full bg-warning-soft px-1.5 py-0.5 text-xs font-semibold text-warning tabular-nums">
      {count} <span className="sr-only">{text.openAlerts}</span>
    </span>
  );
}
