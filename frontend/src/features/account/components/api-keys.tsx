import { KeyList } from "./key-list";
import { NewKeyCard } from "./new-key-card";

/** The keys there are, and the making of another. */
export function ApiKeys() {
  return (
    <>
      <KeyList />
      <NewKeyCard />
    </>
  );
}
