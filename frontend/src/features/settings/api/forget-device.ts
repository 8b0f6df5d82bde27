import { useMutation } from "@tanstack/react-query";
import type { DevicesResult, ForgetDeviceRequest } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";
import { unmarkPush } from "@/lib/push-mark";

export function useForgetDevice() {
  const call = useCall();
  const { uid } = useUser();
  return useMutation<DevicesResult, Error, ForgetDeviceRequest>({
    mutationKey: ["forget-device"],
    mutationFn: (request) => call<DevicesResult>("forget_device", request),
    onSuccess: (_, { device_id }) => unmarkPush(uid, device_id),
  });
}
