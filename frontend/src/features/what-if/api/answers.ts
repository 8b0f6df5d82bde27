import { type QueryClient, queryOptions, useQueries, useQueryClient } from "@tanstack/react-query";
import type { SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import { rememberAccount } from "@/lib/environment";
import { type Backend, useCall, useUser } from "@/lib/firebase";
import { AS_IT_IS, requestKey } from "../scenario-request";

const FRESH_FOR_MS = 60_000;

/** What is known of one question's answer. */
export interface Answer {
  result: SimulateResult | null;
  error: Error | null;
  isBusy: boolean;
}

export interface Answers {
  of: (request: SimulateRequest) => Answer;
  /** Asks the server now; resolves when an answer or a refusal is there, and says whether it was an answer. */
  ask: (request: SimulateRequest) => Promise<boolean>;
}

const UNASKED: Answer = { result: null, error: null, isBusy: false };

/**
 * The server's answers to the questions of the scenarios. Only the portfolio as it is is asked for unbidden; every other
 * question waits for `ask`. `version` is that of the saved targets: their change makes every answer out of date.
 */
export function useAnswers(version: number, asked: readonly SimulateRequest[]): Answers {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  const context = { call, client, uid, version };
  const questions = new Map([AS_IT_IS, ...asked].map((request) => [requestKey(request), request]));
  const asItIs = requestKey(AS_IT_IS);
  const found = useQueries({
    queries: [...questions].map(([key, request]) => ({ ...question(context, request), enabled: key === asItIs })),
  });
  const known = new Map([...questions.keys()].map((key, index) => [key, found[index]]));
  return {
    of(request) {
      const query = known.get(requestKey(request));
      return query ? { result: query.data ?? null, error: query.error, isBusy: query.isFetching } : UNASKED;
    },
    async ask(request) {
      try {
        await client.fetchQuery({ ...question(context, request), staleTime: 0 });
        return true;
      } catch {
        // The refusal is kept by the query and shown from there.
        return false;
      }
    },
  };
}

interface Context {
  call: Backend["call"];
  client: QueryClient;
  uid: string;
  version: number;
}

function question({ call, client, uid, version }: Context, request: SimulateRequest) {
  return queryOptions<SimulateResult>({
    queryKey: ["what-if", uid, version, requestKey(request)],
    queryFn: async () => {
      const result = await call<SimulateResult>("simulate", request);
      rememberAccount(client, uid, result);
      return result;
    },
    staleTime: FRESH_FOR_MS,
  });
}
