import { Switch as BaseSwitch } from "@base-ui/react/switch";

interface SwitchProps {
  label: string;
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

export function Switch({ label, isOn, onSwitch }: SwitchProps) {
  return (
    <BaseSwitch.Root
      aria-label={label}
      checked={isOn}
      onCheckedChange={onSwitch}
      className="relative h-6 w-10 shrink-0 cursor-pointer rounded-full border border-line-strong bg-sunken p-0.5 transition-colors data-checked:border-accent data-checked:bg-accent"
    >
      <BaseSwitch.Thumb className="block size-[1.125rem] rounded-full bg-line-strong transition-transform data-checked:translate-x-4 data-checked:bg-accent-ink" />
    </BaseSwitch.Root>
  );
}
