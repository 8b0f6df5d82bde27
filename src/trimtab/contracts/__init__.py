"""Contracts: the shape of every request, answer and stored document, and their way to and from the domain."""
