"""The outside world behind the ports; an adapter knows the domain and its port, never another adapter."""
