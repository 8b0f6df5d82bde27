import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { focusOn } from "@/lib/focus";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { BandDraft } from "../rule-draft";
import { bandName } from "../study-words";

const text = schedulesMessages.study;

/** Says which band of a recommendation is saved with the rules, and lets it be left out. */
export function BandToSave({ band, onDrop }: { band: BandDraft; onDrop: () => void }) {
  const name = bandName({ band_width: band.width, band_method: band.method });
  const drop = () => {
    focusOn("rules-title");
    onDrop();
  };
  return (
    <Notice
      tone="info"
      className="mt-4"
      title={name && text.bandTitle(name)}
      action={
        <Button size="small" onClick={drop}>
          {text.bandDrop}
        </Button>
      }
    >
      {text.bandBody(text.sentence.ways[band.destination])}
    </Notice>
  );
}
