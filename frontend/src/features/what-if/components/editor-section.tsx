import { ChevronDown, TriangleAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { classNames } from "@/lib/class-names";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";

interface EditorSectionProps {
  title: string;
  /** What it holds, in a word or two. */
  words: string;
  isChanged: boolean;
  hasProblem: boolean;
  children: ReactNode;
}

/** One part of a scenario, folded away behind a line that says what it holds. */
export function EditorSection({ title, words, isChanged, hasProblem, children }: EditorSectionProps) {
  const [isOpen, setIsOpen] = useState(false);
  const bodyId = useId();
  return (
    <section className="border-b border-line">
      <h4>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-h-11 w-full items-center justify-between gap-3 py-1.5 text-left text-sm"
        >
          <span className="font-medium">{title}</span>
          <span className="flex min-w-0 items-center gap-1.5">
            {hasProblem && (
              <span className="inline-flex items-center gap-1 text-xs font-medium text-warning">
                <TriangleAlert aria-hidden className="size-3.5" />
                {whatIfMessages.check}
              </span>
            )}
            <span className={classNames("truncate text-[0.8125rem]", isChanged ? "font-semibold text-accent" : "text-ink-soft")}>
              {words}
            </span>
            <ChevronDown
              aria-hidden
              className={classNames("size-4 shrink-0 text-ink-soft transition-transform", isOpen && "rotate-180")}
            />
          </span>
        </button>
      </h4>
      <div id={bodyId} hidden={!isOpen} className="space-y-3 pt-1 pb-4">
        {isOpen && children}
      </div>
    </section>
  );
}
