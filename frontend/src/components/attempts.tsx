import { Fragment, type ReactNode, useState } from "react";

/** Draws a part of a page anew, with listeners of its own, each time it asks for another attempt. */
export function Attempts({ children }: { children: (onRetry: () => void) => ReactNode }) {
  const [attempt, setAttempt] = useState(0);
  return <Fragment key={attempt}>{children(() => setAttempt(attempt + 1))}</Fragment>;
}
