"""What the lab refuses to work with, and why.

BadInputError
├── EmptyHistoryError        there is no price, or no row, at all
├── UnreadablePriceError     a price is missing, no number, NaN or infinite
├── BadPriceError            a price is zero or below
├── DisorderError            dates are no dates, or do not rise
├── TooFewObservationsError  there is less history than the question needs
├── UnknownSymbolError       a symbol has no prices
└── BadSettingError          a policy, a mix of targets or a setting makes no sense
"""

from __future__ import annotations

from trimtab.domain.errors import InvalidRequestError


class BadInputError(InvalidRequestError):
    """Base of all refusals; the text names the field, its value and what to do."""


class EmptyHistoryError(BadInputError):
    """There is nothing to learn from."""


class UnreadablePriceError(BadInputError):
    """A place that should hold a price does not."""


class BadPriceError(BadInputError):
    """Returns cannot be taken from a price that is not above zero."""


class DisorderError(BadInputError):
    """Days must be dates and follow each other."""


class TooFewObservationsError(BadInputError):
    """The history is too short for what is asked of it."""


class UnknownSymbolError(BadInputError):
    """Nobody has prices for a symbol that is wanted."""


class BadSettingError(BadInputError):
    """A number of the question is out of its bounds."""
