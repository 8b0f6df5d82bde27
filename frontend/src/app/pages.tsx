import { Bell, CalendarClock, FlaskConical, History, type LucideIcon, PieChart, Receipt, Settings } from "lucide-react";
import { type ComponentType, lazy } from "react";
import { messages } from "@/lib/messages";

const names = messages.common.pages;

export interface Page {
  path: string;
  name: string;
  Body: ComponentType;
  /** How the page stands in the navigation; pages about one thing are reached from others. */
  place?: { group: "trading" | "record" | "account"; icon: LucideIcon };
}

/** Every page by its address; each is loaded when somebody goes there. */
export const PAGES: readonly Page[] = [
  {
    path: "/allocation",
    name: names.allocation,
    place: { group: "trading", icon: PieChart },
    Body: lazy(async () => ({ default: (await import("./routes/allocation-page")).AllocationPage })),
  },
  {
    path: "/plans/:planId",
    name: names.plan,
    Body: lazy(async () => ({ default: (await import("./routes/plan-page")).PlanPage })),
  },
  {
    path: "/what-if",
    name: names.whatIf,
    place: { group: "trading", icon: FlaskConical },
    Body: lazy(async () => ({ default: (await import("./routes/what-if-page")).WhatIfPage })),
  },
  {
    path: "/schedules",
    name: names.schedules,
    place: { group: "trading", icon: CalendarClock },
    Body: lazy(async () => ({ default: (await import("./routes/schedules-page")).SchedulesPage })),
  },
  {
    path: "/history",
    name: names.history,
    place: { group: "record", icon: History },
    Body: lazy(async () => ({ default: (await import("./routes/history-page")).HistoryPage })),
  },
  {
    path: "/history/:runId",
    name: names.run,
    Body: lazy(async () => ({ default: (await import("./routes/run-page")).RunPage })),
  },
  {
    path: "/tax",
    name: names.tax,
    place: { group: "record", icon: Receipt },
    Body: lazy(async () => ({ default: (await import("./routes/tax-page")).TaxPage })),
  },
  {
    path: "/alerts",
    name: names.alerts,
    place: { group: "record", icon: Bell },
    Body: lazy(async () => ({ default: (await import("./routes/alerts-page")).AlertsPage })),
  },
  {
    path: "/settings",
    name: names.settings,
    place: { group: "account", icon: Settings },
    Body: lazy(async () => ({ default: (await import("./routes/settings-page")).SettingsPage })),
  },
];
