"""When to look at a portfolio, and whether its rules ask for a rebalancing."""
