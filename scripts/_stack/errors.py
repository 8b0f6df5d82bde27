"""What can go wrong in a command, said in words a person can act on."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot go on; the text says what is missing or wrong and what to do."""


class StackError(CommandError):
    """A part of the local stack did not start or did not stay up."""


class CallError(CommandError):
    """A service of the stack refused a request."""

    def __init__(self, message: str, *, status: str) -> None:
        super().__init__(message)
        self.status = status


def explained(error: CommandError) -> str:
    """Say an error with what was noted about it on its way."""
    return "\n".join([str(error), *getattr(error, "__notes__", ())])
