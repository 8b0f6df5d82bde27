export { AccountPanel } from "./components/account-panel";
export { RequireUser } from "./components/require-user";
