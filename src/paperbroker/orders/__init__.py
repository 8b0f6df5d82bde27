"""Orders as values: read, judged by the rules, taken through their life."""
