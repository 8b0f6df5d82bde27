"""The accounts of Firebase Authentication. The Admin SDK's default app must have been initialised."""

from __future__ import annotations

from collections.abc import Callable

from firebase_admin import auth
from firebase_admin.exceptions import FirebaseError

from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode


class FirebaseSignIns:
    """Deletes accounts; who is signed in somewhere stays so until the token ends, within the hour."""

    def __init__(self, delete: Callable[[str], None] | None = None) -> None:
        self._delete = delete or auth.delete_user

    def remove(self, uid: str) -> None:
        """Delete an account, unless it is gone."""
        try:
            self._delete(uid)
        except auth.UserNotFoundError:
            return
        except (FirebaseError, ValueError) as error:
            text = "The sign-in was not removed; delete the account again."
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text) from error
