import { initializeApp } from "firebase/app";
import {
  browserLocalPersistence,
  connectAuthEmulator,
  EmailAuthProvider,
  indexedDBLocalPersistence,
  initializeAuth,
  onAuthStateChanged,
  reauthenticateWithCredential,
  signInWithEmailAndPassword,
  signOut,
} from "firebase/auth";
import {
  collection,
  connectFirestoreEmulator,
  doc,
  initializeFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  where,
} from "firebase/firestore";
import { connectFunctionsEmulator, getFunctions, httpsCallable } from "firebase/functions";
import { type Backend, CallError } from "./backend";
import { browserPush } from "./browser-push";
import { toCallError } from "./call-error";
import { plainDocument } from "./plain-document";
import { plainRequest } from "./plain-request";
import type { RuntimeConfig } from "./runtime-config";

const REGION = "us-central1";
const ANSWER_WITHIN_MS = 60_000;
const LIVE = { includeMetadataChanges: true };

/** Connects the Firebase SDK; with an emulator section in the configuration, to the emulators it names. */
export function connect(config: RuntimeConfig): Backend {
  const app = initializeApp(config.firebase);
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  const store = initializeFirestore(app, {});
  const functions = getFunctions(app, REGION);
  if (config.emulators) {
    connectAuthEmulator(auth, config.emulators.authUrl, { disableWarnings: true });
    connectFirestoreEmulator(store, config.emulators.firestoreHost, config.emulators.firestorePort);
    connectFunctionsEmulator(functions, config.emulators.functionsHost, config.emulators.functionsPort);
  }
  return {
    demoAccount: config.demoAccount,
    push: browserPush(app, config.pushKey),
    async call<Result>(name: string, request: unknown) {
      try {
        const answer = await httpsCallable<unknown, Result>(functions, name, { timeout: ANSWER_WITHIN_MS })(plainRequest(request));
        return answer.data;
      } catch (cause) {
        throw toCallError(cause);
      }
    },
    watchDoc(path, observer) {
      return onSnapshot(doc(store, path), LIVE, {
        next: (found) => observer.next({ value: plainDocument(found.data() ?? null), fromCache: found.metadata.fromCache }),
        error: observer.error,
      });
    },
    watchQuery({ path, orderBy: field, equals, descending, limit: count }, observer) {
      const choice = equals === undefined ? orderBy(field, descending ? "desc" : "asc") : where(field, "==", equals);
      const wanted = query(collection(store, path), choice, limit(count));
      return onSnapshot(wanted, LIVE, {
        next: (found) =>
          observer.next({ value: found.docs.map((each) => plainDocument(each.data())), fromCache: found.metadata.fromCache }),
        error: observer.error,
      });
    },
    watchUser: (observer) =>
      onAuthStateChanged(auth, (user) => observer(user && { uid: user.uid, email: user.email ?? "" })),
    signIn: async (email, password) => {
      try {
        await signInWithEmailAndPassword(auth, email, password);
      } catch (cause) {
        throw toCallError(cause);
      }
    },
    signInAgain: async (password) => {
      const user = auth.currentUser;
      if (!user?.email) throw new CallError("UNAUTHENTICATED", "Nobody is signed in with an email and a password.");
      try {
        await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email, password));
        // The server reads the time of the sign-in from the token, so the one at hand is of no use any more.
        await user.getIdToken(true);
      } catch (cause) {
        throw toCallError(cause);
      }
    },
    signOut: () => signOut(auth),
  };
}
