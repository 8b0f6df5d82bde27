export { type Backend, CallError, type CallStatus, type DemoAccount, type User } from "./backend";
export { BackendProvider, useConnection } from "./backend-context";
export { RISK_STATUS_PATH, useIsOffline, useLastHeard } from "./connection";
export { useCall, useLiveDoc, useLiveQuery, usePush } from "./hooks";
export { useKeptLive } from "./kept-live";
export type { Live } from "./live-store";
export { SessionProvider, useSession, useUser } from "./session";
