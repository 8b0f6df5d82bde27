import { WifiOff } from "lucide-react";
import { lazy, Suspense } from "react";
import { matchPath, Outlet, useLocation } from "react-router";
import { Moment } from "@/components/money/figures";
import { MarketBar } from "@/features/market";
import { KillSwitchBanner, strictestState, TradingControl, useKillSwitches } from "@/features/risk";
import { useAccount } from "@/lib/environment";
import { useIsOffline, useLastHeard, useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { useTitle } from "@/lib/title";
import { PAGES } from "../pages";
import { EnvironmentBar } from "./environment-bar";
import { Shortcuts } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { PAGE_TITLE_ID, useArrival } from "./use-arrival";
import { useFreshRegistration } from "./use-fresh-registration";

const text = messages.common;
const NavDrawer = lazy(async () => ({ default: (await import("./nav-drawer")).NavDrawer }));

/** Pages that ask the broker for the account's figures themselves. */
const SHOWS_FIGURES = /^\/(allocation|plans|what-if|tax)?(\/|$)/;

/** What surrounds every signed-in page: environment, trading state, navigation. */
export function Shell() {
  const { uid } = useUser();
  const switches = useKillSwitches();
  const { pathname } = useLocation();
  const account = useAccount(uid, !SHOWS_FIGURES.test(pathname));
  const pageName = usePageName();
  useTitle(pageName);
  useArrival();
  useFreshRegistration(uid);
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-surface px-4 py-2 text-sm focus-visible:not-sr-only focus-visible:absolute focus-visible:top-2 focus-visible:left-2"
      >
        {text.skipToContent}
      </a>
      <Shortcuts />
      <EnvironmentBar account={account} />
      <div className="flex flex-1">
        <aside className="print:hidden sticky top-0 hidden h-dvh w-56 shrink-0 border-r border-line bg-surface lg:block">
          <Sidebar />
        </aside>
        <div className="min-w-0 flex-1">
          <KillSwitchBanner state={strictestState(switches)} />
          <OfflineBanner />
          <MarketBar pricesAt={account?.as_of ?? null} />
          <header className="print:hidden flex min-h-14 items-center justify-between gap-3 border-b border-line bg-surface px-4 sm:px-6">
            <div className="lg:hidden">
              <Suspense fallback={<span className="block size-9" />}>
                <NavDrawer />
              </Suspense>
            </div>
            <h1 id={PAGE_TITLE_ID} tabIndex={-1} className="text-base font-semibold tracking-tight outline-none lg:text-lg">{pageName}</h1>
            <TradingControl switches={switches} />
          </header>
          <main id="content" tabIndex={-1} className="mx-auto max-w-6xl px-3 py-4 outline-none sm:px-6 sm:py-6">
            <Outlet />
          </main>
        </div>
      </div>
    </div>
  );
}

function usePageName(): string {
  const { pathname } = useLocation();
  return PAGES.find(({ path }) => matchPath(path, pathname))?.name ?? text.product;
}

function OfflineBanner() {
  const isOffline = useIsOffline();
  const heardAt = useLastHeard();
  if (!isOffline) return null;
  return (
    <div role="status" className="border-b border-warning/35 bg-warning-soft px-4 py-2.5 text-sm text-ink sm:px-6">
      <p className="mx-auto flex max-w-6xl gap-2">
        <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <span>
          <strong>{text.offline.title}</strong> {text.offline.body}
          {heardAt && (
            <>
              {" "}
              {text.offline.heard} <Moment value={heardAt} />
              {text.stop}
            </>
          )}
        </span>
      </p>
    </div>
  );
}
