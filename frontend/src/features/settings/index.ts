export { AppearanceCard } from "./components/appearance-card";
export { NotificationCards } from "./components/notification-cards";
export { PolicyCards } from "./components/policy-cards";
export { SettingsLayout } from "./components/settings-layout";
export { SettingsSection } from "./components/settings-section";
export { TypingCard } from "./components/typing-card";
