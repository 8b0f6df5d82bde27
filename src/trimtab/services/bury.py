"""Keep work apart that nobody can do, so that it is neither tried for ever nor lost."""

from __future__ import annotations

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.dead_letter import DeadLetter
from trimtab.domain.errors import TrimtabError
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import Services

_LONGEST_CONTENT = 2_000


def bury(task: str, content: object, error: TrimtabError, services: Services) -> None:
    """Store a task with why it was given up, and raise an alert (F-010).

    The same content is kept once. Raises UnavailableError when it cannot be stored; the queue asks again.
    """
    text = repr(content)[:_LONGEST_CONTENT]
    letter = DeadLetter(
        letter_id=canonical_hash((task, text))[:32],
        task=task,
        content=text,
        reason=error.message,
        at=services.clock.now(),
    )
    services.dead_letters.bury(letter)
    services.log.write(LogLevel.ERROR, "task given up", task=task, letter_id=letter.letter_id)
