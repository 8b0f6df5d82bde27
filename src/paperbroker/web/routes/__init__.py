"""HTTP routes: read the request, ask the exchange, render the answer."""
