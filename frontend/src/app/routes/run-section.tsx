export { RunView as RunSection } from "@/features/rebalance";
