"""Planning: which trades repair a portfolio, and why each of them or none."""
