"""Drift: how far what is held lies from what is wanted."""
