"""Full optimisation: the trades that balance risk against cost and tax best; numpy is its only vendor."""
