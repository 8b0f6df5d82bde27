"""Lots, wash sales and what a sale costs in taxes (US federal rules)."""
