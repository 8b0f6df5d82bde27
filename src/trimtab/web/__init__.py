"""The REST façades of requirements 000, 001 and 003, and what describes them."""
