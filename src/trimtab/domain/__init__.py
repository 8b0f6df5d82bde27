"""The ground floor: frozen value types with units, and nothing but the standard library."""
