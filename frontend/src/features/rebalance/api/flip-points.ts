import { useMutation } from "@tanstack/react-query";
import type { FlipPointView, RebalancingMethod, SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

interface Question {
  symbol: string;
  method: RebalancingMethod | null;
}

/** Asks which single change would change the decision about a symbol. */
export function useFlipPoints() {
  const call = useCall();
  return useMutation<readonly FlipPointView[], Error, Question>({
    mutationKey: ["flip-points"],
    mutationFn: async ({ symbol, method }) => {
      const request: SimulateRequest = { method, flip_points_of: [symbol] };
      const answer = await call<SimulateResult>("simulate", request);
      return answer.flip_points;
    },
  });
}
