import type { ErrorDetails } from "@/lib/contracts/generated";

/** What the application needs of its back end. Times inside documents are RFC 3339 strings. */
export interface Backend {
  readonly demoAccount: DemoAccount | null;
  /** Push notes of this browser; null where the deployment, or the browser, has none. */
  readonly push: BrowserPush | null;
  call<Result>(name: string, request: unknown): Promise<Result>;
  watchDoc(path: string, observer: Observer<DocSnapshot>): Unsubscribe;
  watchQuery(query: LiveQuery, observer: Observer<QuerySnapshot>): Unsubscribe;
  watchUser(observer: (user: User | null) => void): Unsubscribe;
  signIn(email: string, password: string): Promise<void>;
  /** Proves once more who is signed in; the calls that follow carry the time of this sign-in. */
  signInAgain(password: string): Promise<void>;
  signOut(): Promise<void>;
}

export interface BrowserPush {
  /** Asks for permission, subscribes, and tells by which id notes reach this browser; null where they are not allowed. */
  register(): Promise<string | null>;
}

export type Unsubscribe = () => void;

export interface Observer<Snapshot> {
  next(snapshot: Snapshot): void;
  error(cause: unknown): void;
}

export interface DocSnapshot {
  /** Null where the document does not exist. */
  value: unknown;
  /** True while the figures come from this device's memory because the server cannot be reached. */
  fromCache: boolean;
}

export interface QuerySnapshot {
  value: unknown[];
  fromCache: boolean;
}

export interface LiveQuery {
  path: string;
  orderBy: string;
  /** Only documents whose `orderBy` field has this value. */
  equals?: string;
  descending?: boolean;
  limit: number;
}

export interface User {
  uid: string;
  email: string;
}

export interface DemoAccount {
  email: string;
  password: string;
}

export type CallStatus =
  | "UNAUTHENTICATED"
  | "INVALID_ARGUMENT"
  | "FAILED_PRECONDITION"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "NOT_FOUND"
  | "RESOURCE_EXHAUSTED"
  | "UNAVAILABLE"
  | "INTERNAL"
  | "NO_ANSWER";

/** A call the server refused, or one whose answer never came (`NO_ANSWER`). */
export class CallError extends Error {
  readonly status: CallStatus;
  readonly details: ErrorDetails | null;

  constructor(status: CallStatus, message: string, details: ErrorDetails | null = null) {
    super(message);
    this.name = "CallError";
    this.status = status;
    this.details = details;
  }
}
