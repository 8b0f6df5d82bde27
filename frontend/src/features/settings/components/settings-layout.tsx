import { Bell, KeyRound, type LucideIcon, Palette, ShieldCheck, UserRound } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Link, useLocation } from "react-router";
import { classNames } from "@/lib/class-names";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { SECTIONS, type SectionName } from "./settings-section";

const text = settingsMessages;
const ICONS: Record<SectionName, LucideIcon> = { risk: ShieldCheck, notifications: Bell, appearance: Palette, keys: KeyRound, account: UserRound };

/** The sections under each other, beside a list that leads to each; the address names the section. */
export function SettingsLayout({ children }: { children: ReactNode }) {
  const location = useLocation();
  const current = sectionOf(location.hash);
  useEffect(() => {
    const asked = sectionOf(location.hash);
    if (!asked) return;
    document.getElementById(asked)?.scrollIntoView({ block: "start" });
    document.getElementById(`${asked}-title`)?.focus({ preventScroll: true });
  }, [location]);
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label={text.sections} className="min-w-0 self-start lg:sticky lg:top-6">
        <ul className="flex gap-1 overflow-x-auto lg:flex-col">
          {SECTIONS.map((name) => (
            <li key={name}>
              <SectionLink name={name} isCurrent={name === (current ?? "risk")} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 max-w-3xl space-y-10">{children}</div>
    </div>
  );
}

function sectionOf(hash: string): SectionName | undefined {
  return SECTIONS.find((name) => hash === `#${name}`);
}

function SectionLink({ name, isCurrent }: { name: SectionName; isCurrent: boolean }) {
  const Icon = ICONS[name];
  return (
    <Link
      to={`#${name}`}
      aria-current={isCurrent ? "location" : undefined}
      className={classNames(
        "flex min-h-10 items-center gap-2 rounded-md px-2.5 text-sm font-medium whitespace-nowrap text-ink-soft hover:bg-sunken",
        isCurrent && "bg-accent-soft text-accent hover:bg-accent-soft",
      )}
    >
      <Icon aria-hidden className="size-4 max-sm:hidden" />
      {text[name].title}
    </Link>
  );
}
