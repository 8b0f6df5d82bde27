"""The policy lab: many paths of returns under many policies, by the live rules."""
