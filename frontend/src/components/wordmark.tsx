import { messages } from "@/lib/messages";

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 text-lg font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 32 32" className="size-7">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path d="M7 21.5 25 10.5" stroke="var(--accent-ink)" strokeWidth="3" strokeLinecap="round" />
        <circle cx="16" cy="16" r="3.6" fill="var(--slice-3)" stroke="var(--accent)" strokeWidth="1.6" />
      </svg>
      {messages.common.product}
    </span>
  );
}
