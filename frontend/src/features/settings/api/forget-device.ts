import { useMutation } from "@tanstack/react-query";
import type { DevicesResult, ForgetDeviceRequest } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export function useForgetDevice() {
  const call = useCall();
  return useMutation<DevicesResult, Error, ForgetDeviceRequest>({
    mutationKey: ["forget-device"],
    mutationFn: (request) => call<DevicesResult>("forget_device", request),
  });
}
