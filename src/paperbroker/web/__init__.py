"""The door: HTTP in, JSON out."""
