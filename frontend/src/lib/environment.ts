import { type QueryClient, skipToken, useQuery } from "@tanstack/react-query";
import type { BrokerMode } from "@/lib/contracts/generated";

export type Environment = BrokerMode;

const keyOf = (uid: string) => ["environment", uid] as const;

/** Keeps the environment the broker account last confirmed for the whole application to show. */
export function rememberEnvironment(client: QueryClient, uid: string, environment: Environment): void {
  client.setQueryData(keyOf(uid), environment);
}

/** The confirmed environment, or null as long as the broker has not answered. */
export function useEnvironment(uid: string): Environment | null {
  const { data } = useQuery<Environment>({ queryKey: keyOf(uid), queryFn: skipToken, staleTime: Infinity, gcTime: Infinity });
  return data ?? null;
}
