"""A local broker that answers like Alpaca's trading and data API, for demonstrations and tests."""
