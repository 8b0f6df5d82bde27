import type { ReactNode } from "react";
import { settings as settingsMessages } from "@/lib/messages/settings";

export const SECTIONS = ["risk", "notifications", "appearance", "keys", "account"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** A part of the settings with an address of its own: `/settings#risk`. */
export function SettingsSection({ name, children }: { name: SectionName; children: ReactNode }) {
  const { title, hint } = settingsMessages[name];
  const titleId = `${name}-title`;
  return (
    <section id={name} aria-labelledby={titleId} className="scroll-mt-4 space-y-4">
      <header>
        <h2 id={titleId} tabIndex={-1} className="text-lg font-semibold tracking-tight outline-none">
          {title}
        </h2>
        <p className="mt-0.5 max-w-prose text-sm text-ink-soft">{hint}</p>
      </header>
      {children}
    </section>
  );
}
