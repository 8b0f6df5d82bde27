import { useState } from "react";
import { Select } from "@/components/ui/select";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { allZones, usualZones } from "../zones";

const text = settingsMessages.channels;
const MORE = "more";

interface ZoneSelectProps {
  zone: string;
  onZone: (zone: string) => void;
}

/** A time zone: a few usual ones, and all of them when asked. */
export function ZoneSelect({ zone, onZone }: ZoneSelectProps) {
  const [isWhole, setIsWhole] = useState(false);
  const zones = (isWhole ? allZones : usualZones)(zone).map((value) => ({ value, label: value.replaceAll("_", " ") }));
  return (
    <Select
      label={text.zone}
      value={zone}
      choices={isWhole ? zones : [...zones, { value: MORE, label: text.moreZones }]}
      onValue={(chosen) => (chosen === MORE ? setIsWhole(true) : onZone(chosen))}
    />
  );
}
