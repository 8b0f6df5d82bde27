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

MOST_SHOWN: Final = 50
"""Nobody reads more, and a document holds a megabyte."""


def write_letter(letter: Letter, home: str = "") -> Message:
    """Write a letter; equal letters give equal bytes. `home` is the application's address, if it has one.

    Every word is escaped in the HTML, and the subject has one line (F-153). Of a long digest the first
    `MOST_SHOWN` events are written out and the others counted.
    """
    events = sorted(letter.events, key=lambda event: (event.at, event.event_id))
    items, count = [word(event) for event in events[:MOST_SHOWN]], len(events)
    title = _title(items, count)
    shown = {
        "title": title,
        "items": items,
        "count": count,
        "more": count - len(items),
        "is_digest": count > 1,
        "home": home,
        "at": time_text(max(event.at for event in events)),
    }
    return Message(
        message_id=letter.letter_id,
        subject=f"{_PRODUCT}: {title}",
        text=_pages().get_template("letter.txt.j2").render(shown),
        html=_pages().get_template("letter.html.j2").render(shown),
    )


def _title(items: list[Wording], count: int) -> str:
    first = items[0].title
    return first if count == 1 else f"{count} messages, the first: {first}"


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
