import { useMutation } from "@tanstack/react-query";
import type { SendTestMessageResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export function useSendTestMessage() {
  const call = useCall();
  return useMutation<SendTestMessageResult, Error, void>({
    mutationKey: ["send-test-message"],
    mutationFn: () => call<SendTestMessageResult>("send_test_message", {}),
  });
}
