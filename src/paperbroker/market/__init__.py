"""Assets and their prices."""
