"""One file per function: authenticate, parse, call one use case, render."""
