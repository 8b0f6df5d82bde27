import { Check } from "lucide-react";
import { Notice } from "@/components/ui/notice";
import { Wordmark } from "@/components/wordmark";
import { useToldFarewell } from "@/lib/farewell";
import { messages } from "@/lib/messages";
import { useTitle } from "@/lib/title";
import { SignInForm } from "./sign-in-form";

const text = messages.auth;

export function SignInPage() {
  useTitle(text.page);
  const farewell = useToldFarewell();
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas px-4 py-10">
      <div className="grid w-full max-w-4xl overflow-hidden rounded-2xl border border-line bg-surface md:grid-cols-2">
        <div className="flex flex-col gap-8 bg-accent-soft p-6 sm:p-10">
          <Wordmark />
          <div className="md:my-auto">
            <p className="text-xl leading-snug font-semibold tracking-tight text-balance sm:text-2xl">{messages.common.tagline}</p>
            <ul className="mt-5 hidden space-y-3 text-sm leading-snug sm:block">
              {text.promise.map((line) => (
                <li key={line} className="flex gap-2.5">
                  <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
                  {line}
                </li>
              ))}
            </ul>
          </div>
        </div>
        <div className="p-6 sm:p-10">
          {farewell && (
            <Notice tone="info" role="status" className="mb-6" title={text.deleted}>
              {text.deletedBody(farewell.deletedCount, farewell.keptCount)}
            </Notice>
          )}
          <h1 className="mb-6 text-lg font-semibold tracking-tight">{text.title}</h1>
          <SignInForm />
        </div>
      </div>
    </main>
  );
}
