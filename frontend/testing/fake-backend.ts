import { type Backend, CallError, type LiveQuery, type Observer, type User } from "@/lib/firebase/backend";

type Answer = (request: unknown) => unknown;

interface Watch {
  path: string;
  show: () => void;
}

/** A back end in memory that obeys the same interface as the real one. */
export interface FakeBackend extends Omit<Backend, "push"> {
  /** Push notes of this browser; there are none until a test gives some. */
  push: Backend["push"];
  readonly calls: { name: string; request: unknown }[];
  /** Writes a document and tells everybody who watches it; null removes it. */
  put: (path: string, document: object | null) => void;
  answer: (name: string, answer: Answer) => void;
  setConnected: (isConnected: boolean) => void;
  /** The passwords with which somebody signed in again. */
  readonly passwords: string[];
  /** Lets a call be refused until somebody has signed in again. */
  askForSignIn: (name: string) => void;
}

export const DEMO_USER: User = { uid: "demo", email: "demo@trimtab.local" };
export const DEMO_PASSWORD = "trimtab-demo";

const TOO_LONG_AGO = "Sign in again: this needs a sign-in within the last 5 minutes.";

export function createFakeBackend(initialUser: User | null = DEMO_USER): FakeBackend {
  const documents = new Map<string, object>();
  const answers = new Map<string, Answer>();
  const watches = new Set<Watch>();
  const calls: FakeBackend["calls"] = [];
  const userObservers = new Set<(user: User | null) => void>();
  const passwords: string[] = [];
  const guarded = new Set<string>();
  let user = initialUser;
  let isConnected = true;

  const watch = (path: string, show: () => void) => {
    const entry = { path, show };
    watches.add(entry);
    // The real listener also answers later than the call that starts it.
    queueMicrotask(() => watches.has(entry) && show());
    return () => void watches.delete(entry);
  };
  const setUser = (next: User | null) => {
    user = next;
    for (const observer of userObservers) observer(user);
  };

  return {
    demoAccount: { email: DEMO_USER.email, password: DEMO_PASSWORD },
    push: null,
    calls,
    passwords,
    askForSignIn: (name) => void guarded.add(name),
    answer: (name, answer) => void answers.set(name, answer),
    put(path, document) {
      if (document) documents.set(path, document);
      else documents.delete(path);
      for (const entry of watches) if (path === entry.path || parentOf(path) === entry.path) entry.show();
    },
    setConnected(next) {
      isConnected = next;
      for (const entry of watches) entry.show();
    },
    async call<Result>(name: string, request: unknown) {
      calls.push({ name, request });
      if (guarded.has(name)) throw new CallError("PERMISSION_DENIED", TOO_LONG_AGO, { correlation_id: "c-5e1f", reason_code: "RECENT_SIGN_IN_REQUIRED" });
      const answer = answers.get(name);
      if (!answer) throw new Error(`The fake back end has no answer for ${name}.`);
      return (await answer(request)) as Result;
    },
    watchDoc: (path, observer) =>
      watch(path, () => observer.next({ value: documents.get(path) ?? null, fromCache: !isConnected })),
    watchQuery: (query, observer: Observer<{ value: unknown[]; fromCache: boolean }>) =>
      watch(query.path, () => observer.next({ value: select(documents, query), fromCache: !isConnected })),
    watchUser(observer) {
      userObservers.add(observer);
      queueMicrotask(() => observer(user));
      return () => void userObservers.delete(observer);
    },
    async signIn() {
      setUser(DEMO_USER);
    },
    async signInAgain(password) {
      passwords.push(password);
      if (password !== DEMO_PASSWORD) throw new CallError("UNAUTHENTICATED", "INVALID_LOGIN_CREDENTIALS");
      guarded.clear();
    },
    async signOut() {
      setUser(null);
    },
  };
}

function select(documents: Map<string, object>, { path, orderBy, equals, descending, limit }: LiveQuery): object[] {
  const found = [...documents].filter(([each]) => parentOf(each) === path).map(([, document]) => document);
  const fits = (document: object) => equals === undefined || (document as Record<string, unknown>)[orderBy] === equals;
  const key = (document: object) => (document as Record<string, string | number>)[orderBy] ?? "";
  const sorted = found.filter(fits).toSorted((left, right) => (key(left) < key(right) ? -1 : 1));
  return (descending ? sorted.toReversed() : sorted).slice(0, limit);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
