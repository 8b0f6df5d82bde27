"""Names nobody can guess."""

from __future__ import annotations

import secrets
import string
from typing import Final

_LETTERS: Final = string.ascii_letters + string.digits
_LENGTH: Final = 20


class RandomIdentifiers:
    """Makes names from the machine's source of randomness (about 119 bits each)."""

    def fresh(self) -> str:
        """Make a new name of 20 letters and digits."""
        return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
