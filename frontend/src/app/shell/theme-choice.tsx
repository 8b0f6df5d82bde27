import { Monitor, Moon, Sun } from "lucide-react";
import { messages } from "@/lib/messages";
import { type ThemeChoice as Choice, useTheme } from "@/lib/theme";

const CHOICES = [
  { choice: "system", icon: Monitor },
  { choice: "light", icon: Sun },
  { choice: "dark", icon: Moon },
] as const satisfies readonly { choice: Choice; icon: unknown }[];

export function ThemeChoice() {
  const [current, choose] = useTheme();
  return (
    <fieldset className="inline-flex self-start rounded-lg border border-line bg-sunken p-0.5">
      <legend className="sr-only">{messages.common.theme}</legend>
      {CHOICES.map(({ choice, icon: Icon }) => (
        <label
          key={choice}
          className="grid size-8 cursor-pointer place-items-center rounded-md text-ink-soft has-checked:bg-surface has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={current === choice}
            onChange={() => choose(choice)}
            aria-label={messages.common.themes[choice]}
          />
          <Icon aria-hidden className="size-4" />
        </label>
      ))}
    </fieldset>
  );
}
