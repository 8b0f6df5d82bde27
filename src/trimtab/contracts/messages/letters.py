"""Letters as mail: plain text and HTML from the templates beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trimtab.contracts.messages.wording import Wording, time_text, word
from trimtab.domain.message import Letter, Message

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES: Final = Path(__file__).with_name("templates")
_PRODUCT: Final = "Trimtab"


def write_letter(letter: Letter, home: str = "") -> Message:
    """Write a letter; equal letters give equal bytes. `home` is the application's address, if it has one.

    Every word is escaped in the HTML, and the subject has one line (F-153).
    """
    events = sorted(letter.events, key=lambda event: (event.at, event.event_id))
    items = [word(event) for event in events]
    shown = {
        "title": _title(items),
        "items": items,
        "is_digest": len(items) > 1,
        "home": home,
        "at": time_text(max(event.at for event in events)),
    }
    return Message(
        message_id=letter.letter_id,
        subject=f"{_PRODUCT}: {_title(items)}",
        text=_pages().get_template("letter.txt.j2").render(shown),
        html=_pages().get_template("letter.html.j2").render(shown),
    )


def _title(items: list[Wording]) -> str:
    first = items[0].title
    return first if len(items) == 1 else f"{len(items)} messages, the first: {first}"


@cache
def _pages() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape  # noqa: PLC0415 - 0.1 s to import

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(("html.j2",), default=False, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
