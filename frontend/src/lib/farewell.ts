import { useLocation, useNavigate } from "react-router";

/** What a person who has just deleted the own account is told on the way out. */
export interface Farewell {
  deletedCount: number;
  keptCount: number;
}

/** Leads to the page that is open to everybody, which then tells the farewell. */
export function useFarewell(): (farewell: Farewell) => void {
  const navigate = useNavigate();
  return (farewell) => void navigate("/allocation", { replace: true, state: { farewell } });
}

/** The farewell this page was left with; null where there is none. */
export function useToldFarewell(): Farewell | null {
  const { state } = useLocation();
  return isFarewellState(state) ? state.farewell : null;
}

function isFarewellState(state: unknown): state is { farewell: Farewell } {
  return typeof state === "object" && state !== null && "farewell" in state;
}
