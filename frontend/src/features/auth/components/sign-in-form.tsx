import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { CallError } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { useDemoAccount, useSignIn } from "../api/sign-in";

const text = messages.auth;

export function SignInForm() {
  const demo = useDemoAccount();
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isIncomplete = email.trim() === "" || password === "";
    setIsMissing(isIncomplete);
    if (!isIncomplete) signIn.mutate({ email: email.trim(), password });
  };
  const isFilledIn = demo !== null && email === demo.email && password === demo.password;
  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <TextField
        label={text.email}
        type="email"
        autoComplete="username"
        inputMode="email"
        value={email}
        isInvalid={isMissing && email.trim() === ""}
        onValue={setEmail}
      />
      <TextField
        label={text.password}
        type="password"
        autoComplete="current-password"
        value={password}
        isInvalid={isMissing && password === ""}
        onValue={setPassword}
      />
      {isMissing && (
        <Notice tone="warning" role="alert">
          {text.missing}
        </Notice>
      )}
      {signIn.error && (
        <Notice tone="critical" role="alert">
          {isWrong(signIn.error) ? text.wrong : text.unreachable}
        </Notice>
      )}
      <Button type="submit" tone="primary" className="w-full" isBusy={signIn.isPending}>
        {signIn.isPending ? text.submitting : text.submit}
      </Button>
      {demo && (
        <div className="space-y-2 border-t border-line pt-4">
          <Button
            className="w-full"
            onClick={() => {
              setEmail(demo.email);
              setPassword(demo.password);
            }}
          >
            {text.demo}
          </Button>
          <p role="status" className="text-[0.8125rem] text-ink-soft">
            {isFilledIn && text.demoFilled}
          </p>
        </div>
      )}
    </form>
  );
}

function isWrong(error: Error): boolean {
  return error instanceof CallError && (error.status === "UNAUTHENTICATED" || error.status === "INVALID_ARGUMENT");
}
