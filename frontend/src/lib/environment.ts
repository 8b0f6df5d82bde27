import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { BrokerMode, SimulateResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export type Environment = BrokerMode;

/** Whose money is at stake: the environment, and the end of the account's id; `as_of` is when it was read last. */
export type Account = Pick<SimulateResult, "environment" | "account_label" | "as_of">;

const keyOf = (uid: string) => ["account", uid] as const;

/** Keeps the account that last answered for the whole application to show. */
export function rememberAccount(client: QueryClient, uid: string, { environment, account_label, as_of }: Account): void {
  client.setQueryData<Account>(keyOf(uid), { environment, account_label, as_of });
}

/**
 * The confirmed account, or null as long as the broker has not answered. With `asks` it is asked for where no page
 * has done so: a page that shows the account's figures learns it from them.
 */
export function useAccount(uid: string, asks = false): Account | null {
  const call = useCall();
  const { data } = useQuery<Account>({
    queryKey: keyOf(uid),
    queryFn: () => call<SimulateResult>("simulate", {}),
    enabled: asks,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return data ?? null;
}

/** The confirmed environment, or null as long as the broker has not answered. */
export function useEnvironment(uid: string): Environment | null {
  return useAccount(uid)?.environment ?? null;
}
