"""What every other room stands on: exact money, ids, calendar, clock, refusals."""
