"""Trimtab: keep a brokerage portfolio on the targets its owner set, and prove what was done."""

ENGINE_VERSION = "0.1.0"
