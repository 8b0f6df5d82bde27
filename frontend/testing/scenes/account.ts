import type { FakeBackend } from "../fake-backend";
import { answerAccount, answerRunning, refuse } from "../samples-account";
import { settledBackend } from "./settings";

export const ACCOUNT_SCENES: Record<string, () => FakeBackend> = {
  "account-without-keys"() {
    const backend = settledBackend();
    answerAccount(backend, []);
    return backend;
  },
  "account-loading"() {
    const backend = settledBackend();
    backend.answer("list_api_keys", () => new Promise(() => undefined));
    return backend;
  },
  "account-refused"() {
    const backend = settledBackend();
    backend.answer("list_api_keys", refuse("UNAVAILABLE", "The store did not answer in time.", { correlation_id: "c-4b0d" }));
    backend.answer("create_api_key", refuse("FAILED_PRECONDITION", "You hold 20 keys, and 20 is the most; revoke one first.", { correlation_id: "c-20ff", reason_code: "TOO_MANY_API_KEYS" }));
    backend.answer("export_data", refuse("UNAVAILABLE", "The store did not answer in time.", { correlation_id: "c-4b0e" }));
    return backend;
  },
  /** Whoever looks at it signed in long ago. */
  "account-long-ago"() {
    const backend = settledBackend();
    backend.askForSignIn("create_api_key");
    backend.askForSignIn("delete_account");
    return backend;
  },
  "account-running"() {
    const backend = settledBackend();
    answerRunning(backend);
    return backend;
  },
};
