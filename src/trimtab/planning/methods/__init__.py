"""What to change: one module per rebalancing method."""
