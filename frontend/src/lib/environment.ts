import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { BrokerMode, SimulateResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export type Environment = BrokerMode;

const keyOf = (uid: string) => ["environment", uid] as const;

/** Keeps the environment the broker account last confirmed for the whole application to show. */
export function rememberEnvironment(client: QueryClient, uid: string, environment: Environment): void {
  client.setQueryData(keyOf(uid), environment);
}

/**
 * The confirmed environment, or null as long as the broker has not answered. With `asks` it is asked for where no page
 * has done so: a page that shows the account's figures learns it from them.
 */
export function useEnvironment(uid: string, asks = false): Environment | null {
  const call = useCall();
  const { data } = useQuery<Environment>({
    queryKey: keyOf(uid),
    queryFn: async () => (await call<SimulateResult>("simulate", {})).environment,
    enabled: asks,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return data ?? null;
}
