"""What the broker does for an account: one module per act."""
