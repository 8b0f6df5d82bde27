import { useEffect } from "react";
import { messages } from "@/lib/messages";

/** Names the page in the browser's tab, its history and its bookmarks: "Allocation · Trimtab". */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = page === messages.common.product ? page : messages.common.titleOf(page);
  }, [page]);
}
