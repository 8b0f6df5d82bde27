"""Simulation: what would be, had something been different."""
