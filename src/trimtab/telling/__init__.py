"""What people and machines are told, and when: episodes of alerts, channels, quiet hours and digests."""
