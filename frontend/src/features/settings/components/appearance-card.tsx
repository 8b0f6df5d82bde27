import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { useDensity } from "@/lib/density";
import { useMediaQuery } from "@/lib/media";
import { messages } from "@/lib/messages";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useTheme } from "@/lib/theme";

const text = settingsMessages.look;
const THEMES = (["system", "light", "dark"] as const).map((value) => ({ value, label: messages.common.themes[value] }));
const DENSITIES = (["comfortable", "compact"] as const).map((value) => ({ value, label: text.densities[value] }));

/** Theme, density and motion of this device. */
export function AppearanceCard() {
  const [theme, chooseTheme] = useTheme();
  const [density, chooseDensity] = useDensity();
  const isReduced = useMediaQuery("(prefers-reduced-motion: reduce)");
  return (
    <Card title={text.themeTitle} titleId="theme-title" hint={text.themeHint}>
      <Segmented label={messages.common.theme} value={theme} choices={THEMES} onValue={chooseTheme} />
      <h3 className="mt-5 text-sm font-semibold">{text.densityTitle}</h3>
      <p className="mt-0.5 mb-2 max-w-prose text-[0.8125rem] leading-snug text-ink-soft">{text.densityHint}</p>
      <Segmented label={text.densityTitle} value={density} choices={DENSITIES} onValue={chooseDensity} />
      <h3 className="mt-5 text-sm font-semibold">{text.motionTitle}</h3>
      <p className="mt-0.5 max-w-prose text-[0.8125rem] leading-snug text-ink-soft">
        {isReduced ? text.motionReduced : text.motionFull}
      </p>
    </Card>
  );
}
