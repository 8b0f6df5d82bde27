import { Lost } from "@/components/lost";
import { MonitorSmartphone } from "lucide-react";
import { ErrorNotice } from "@/components/error-notice";
import { DatedMoment } from "@/components/money/figures";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeviceDocument } from "@/lib/contracts/generated";
import { type Live, useIsOffline, useUser } from "@/lib/firebase";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useMarkedPush } from "@/lib/push-mark";
import { useForgetDevice } from "../api/forget-device";
import { PushOffer } from "./push-offer";

const text = settingsMessages.devices;
const SHOWN_OF_ID = 8;

/** The browsers that may get push notes, and the way to forget one. */
export function DeviceList({ devices }: { devices: Live<DeviceDocument[]> }) {
  const forget = useForgetDevice();
  return (
    <Card title={text.title} titleId="devices-title" hint={text.hint}>
      <PushOffer />
      {devices.status === "error" && <Lost title={text.failed} />}
      {devices.status === "loading" && <Skeleton what={text.loading} className="h-32" />}
      {devices.status === "ready" && devices.value.length === 0 && <Empty title={text.empty}>{text.emptyBody}</Empty>}
      {devices.status === "ready" && (
        <ul aria-labelledby="devices-title" className="empty:hidden">
          {devices.value.map((device) => (
            <DeviceRow
              key={device.device_id}
              device={device}
              isBusy={forget.isPending && forget.variables.device_id === device.device_id}
              onForget={() => forget.mutate({ device_id: device.device_id })}
            />
          ))}
        </ul>
      )}
      {forget.error && (
        <div className="mt-3">
          <ErrorNotice title={text.forgetFailed} error={forget.error} />
        </div>
      )}
    </Card>
  );
}

interface DeviceRowProps {
  device: DeviceDocument;
  isBusy: boolean;
  onForget: () => void;
}

function DeviceRow({ device, isBusy, onForget }: DeviceRowProps) {
  const id = device.device_id.slice(0, SHOWN_OF_ID);
  const isThis = useMarkedPush(useUser().uid) === device.device_id;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 first:pt-0 last:border-b-0 last:pb-0">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-ink-soft" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{isThis ? text.thisOne : text.one(id)}</p>
        <p className="text-[0.8125rem] text-ink-soft">
          {text.seen} <DatedMoment value={device.seen_at} />
        </p>
      </div>
      <Button
        size="small"
        isBusy={isBusy}
        aria-label={text.forgetOf(id)}
        reason={useIsOffline() ? settingsMessages.reasons.offline : null}
        onClick={onForget}
      >
        {isBusy ? text.forgetting : text.forget}
      </Button>
    </li>
  );
}
