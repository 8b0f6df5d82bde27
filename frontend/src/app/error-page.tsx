import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";

const text = messages.common;

/** Catches what a page throws, so that a fault shows as words instead of an empty screen. */
export class ErrorPage extends Component<{ children: ReactNode }, { isBroken: boolean; hasStarted: boolean }> {
  override state = { isBroken: false, hasStarted: true };

  static getDerivedStateFromError(error: unknown) {
    return { isBroken: true, hasStarted: !(error instanceof StartError) };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    const { hasStarted } = this.state;
    return (
      <main className="grid min-h-dvh place-items-center bg-canvas p-6 text-ink">
        <div role="alert" className="max-w-md space-y-3">
          <h1 className="text-lg font-semibold">{hasStarted ? text.brokenTitle : text.unreachableTitle}</h1>
          <p className="text-sm leading-relaxed text-ink-soft">{hasStarted ? text.brokenBody : text.unreachableBody}</p>
          <Button tone="primary" onClick={() => location.reload()}>
            {text.reload}
          </Button>
        </div>
      </main>
    );
  }
}

/** The application could not connect to its back end at all. */
export class StartError extends Error {}
