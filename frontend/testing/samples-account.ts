import type { CreateApiKeyRequest, DeleteAccountRequest, ExportDataRequest, ExportDataResult, RevokeApiKeyRequest, ShownApiKey } from "@/lib/contracts/generated";
import { CallError } from "@/lib/firebase/backend";
import type { FakeBackend } from "./fake-backend";

export const API_KEY = "tt_Qw3rTyUiOp4sDfGhJkLz_0123456789abcdefghijABCDEFGHIJklmnopqrst";
export const SECOND_PAGE = "b".repeat(64);

export function apiKey(part: Partial<ShownApiKey> = {}): ShownApiKey {
  return {
    key_id: "Ab1cD2eF3gH4iJ5kL6mN",
    name: "Weekly report",
    scopes: ["read", "simulate"],
    created_at: "2020-03-02T14:45:00Z",
    last_used_on: "2020-03-20",
    revoked_at: null,
    ...part,
  };
}

export const KEYS: readonly ShownApiKey[] = [
  apiKey(),
  apiKey({ key_id: "Zy9xW8vU7tS6rQ5pO4nM", name: "Old notebook", scopes: ["propose", "read"], revoked_at: "2020-03-10T09:12:00Z" }),
  apiKey({ key_id: "Pq2rS3tU4vW5xY6zA7bC", name: "Alarm clock", scopes: ["read"], last_used_on: null }),
];

/** Two pages of an export, the first with a number beyond what a double holds. */
export const PAGES: Record<"JSON" | "CSV", readonly string[]> = {
  JSON: [
    '{\n  "exported_at": "2020-03-23T15:04:05Z",\n  "records": [\n    {\n      "path": "a",\n      "fields": {\n        "units": 9007199254740993\n      }\n    }\n  ]\n}\n',
    '{\n  "exported_at": "2020-03-23T15:04:06Z",\n  "records": [\n    {\n      "path": "b",\n      "fields": {\n        "note": "]\\"records\\": ["\n      }\n    }\n  ]\n}\n',
  ],
  CSV: ["path,field,value\r\na,units,9007199254740993\r\n", 'path,field,value\r\nb,note,"one, two"\r\n'],
};

export function exportPage(content: string, next_after: string | null): ExportDataResult {
  return { format: "JSON", content, record_count: 1, exported_at: "2020-03-23T15:04:05Z", next_after };
}

export function refuse(...refusal: ConstructorParameters<typeof CallError>): () => never {
  return () => {
    throw new CallError(...refusal);
  };
}

/** Lets a back end keep these keys, tell two pages of records, and delete the account. */
export function answerAccount(backend: FakeBackend, initial: readonly ShownApiKey[] = KEYS): void {
  let keys = initial;
  backend.answer("list_api_keys", () => ({ keys }));
  backend.answer("create_api_key", (request) => {
    const { name, scopes } = request as CreateApiKeyRequest;
    const key = apiKey({ key_id: "Qw3rTyUiOp4sDfGhJkLz", name, scopes, created_at: "2020-03-23T15:04:05Z", last_used_on: null });
    keys = [...keys, key];
    return { api_key: API_KEY, key };
  });
  backend.answer("revoke_api_key", (request) => {
    const { key_id } = request as RevokeApiKeyRequest;
    keys = keys.map((key) => (key.key_id === key_id ? { ...key, revoked_at: "2020-03-23T15:04:05Z" } : key));
    return { key: keys.find((key) => key.key_id === key_id) };
  });
  backend.answer("export_data", (request) => {
    const { format = "JSON", after } = request as ExportDataRequest;
    const [first = "", second = ""] = PAGES[format];
    return after === SECOND_PAGE ? exportPage(second, null) : exportPage(first, SECOND_PAGE);
  });
  backend.answer("delete_account", () => ({ deleted_count: 41, kept_count: 12, ended_at: "2020-03-23T15:04:05Z" }));
}

/** Refuses the deletion as long as it is not to cancel the runs first. */
export function answerRunning(backend: FakeBackend): void {
  const isRunning = refuse("FAILED_PRECONDITION", "Runs have not ended: run_0001. Let them end, or delete with cancel_runs and ask again later.", { correlation_id: "c-77ad", reason_code: "RUN_ACTIVE" });
  backend.answer("delete_account", (request) =>
    (request as DeleteAccountRequest).cancel_runs ? { deleted_count: 41, kept_count: 12, ended_at: "2020-03-23T15:04:05Z" } : isRunning(),
  );
}
