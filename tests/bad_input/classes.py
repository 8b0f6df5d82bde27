"""The classes of bad input: what may stand in the place of a good value, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

FLAGS: Final = (True, False)
Spoil = Callable[[object], list[object]]

_FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_CYRILLIC: Final = str.maketrans("ACEHKMOPSTXYaceopxy", "АСЕНКМОРЅТХУасеорху")
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def always(*values: object) -> Spoil:
    """Put the same values in every place."""
    return lambda _: list(values)


def rewritten(*changes: Callable[[str], str]) -> Spoil:
    """Change the text of the good value; a value that stays what it was is left out."""

    def spoil(good: object) -> list[object]:
        text = good if isinstance(good, str) else "SPY"
        return [changed for change in changes if (changed := change(text)) != text]

    return spoil


def _nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


CLASSES: Final[dict[str, Spoil]] = {
    "null": always(None),
    "empty text": always(""),
    "white space": always(" ", "\t", "\u00a0", "\u3000"),
    "padding": rewritten(lambda good: f" {good}", lambda good: f"{good} "),
    "line feed at the end": rewritten(lambda good: f"{good}\n", lambda good: f"{good}\r\n"),
    "control character": rewritten(lambda good: f"{good}\x07", lambda good: f"\x1b[31m{good}"),
    "null character": rewritten(lambda good: f"{good}\x00", lambda good: f"\x00{good}"),
    "zero width": rewritten(lambda good: f"{good}\u200b", lambda good: f"\u2060{good}"),
    "right to left": rewritten(lambda good: f"\u202e{good}", lambda good: f"{good}\u200f"),
    "byte order mark": rewritten(lambda good: f"\ufeff{good}"),
    "combining mark": rewritten(lambda good: f"{good}\u0301"),
    "full width": rewritten(lambda good: good.translate(_FULL_WIDTH)),
    "foreign digits": rewritten(lambda good: good.translate(_ARABIC_DIGITS), lambda _: "١٢"),
    "look-alikes": rewritten(lambda good: good.translate(_CYRILLIC), lambda _: "ЅРУ"),
    "lone surrogate": always("\ud800", "SPY\udfff"),
    "overlong text": always("A" * 10_000, "a" * 1_501),
    "many digits": always("9" * 5_000, "0." + "1" * 5_000),
    "huge number": always(10**30, 10**400, 1e300, "1" + "0" * 40),
    "not a number": always("NaN", "nan", "sNaN", float("nan")),
    "infinity": always("Infinity", "inf", float("inf")),
    "negative infinity": always("-Infinity", "-inf", float("-inf")),
    "exponent": always("1e5", "1E-5", "1e400", "1e-400"),
    "subnormal": always(5e-324, 1e-310),
    "negative": always("-1", -1, -0.5),
    "minus zero": always("-0", -0.0),
    "zero": always("0", 0, 0.0),
    "too many decimals": always("1.1234567890123", "0.0000000000001"),
    "thousands separators": always("1,000", "1 000", "1'000", "1.000,00"),
    "underscores": always("1_000"),
    "plus sign": always("+1"),
    "bare point": always(".5", "5.", "."),
    "other bases": always("0x10", "0b1", "0o7"),
    "units": always("$5", "5%", "5 USD", "€5"),
    "boolean as number": always(*FLAGS),
    "number as text": always(7, 7.5),
    "words for a flag": always("true", "false", "yes", "1"),
    "list for a value": always([], ["SPY"], [[]]),
    "object for a value": always({}, {"a": 1}, {"amount": "1"}),
    "deep nesting": always(_nested(200)),
    "wrong case": rewritten(str.lower, str.upper, str.swapcase),
    "unknown word": always("UNKNOWN", "NONE", "DEFAULT"),
    "markup": always("<script>alert(1)</script>", "<b>SPY</b>", "&lt;"),
    "formula": always("=1+1", "@SUM(A1)", "=HYPERLINK('x')"),
    "path": always("../../etc/passwd", "a/b", "..", ".", "__x__", "%2e%2e"),
    "address that is not public": always(
        *(
            "http://example.com/",
            "https://10.0.0.1/",
            "https://127.1/",
            "https://[::1]/",
            "https://localhost:8/",
        ),
        *("https://example.com:0/", "https://example.com:99999/", "https://ann:pw@example.com/"),
    ),
    "query language": always("' OR 1=1 --", "${7*7}", "{{7*7}}"),
    "log injection": always("x\nlevel=ERROR paid", "x\r\n\r\nHTTP/1.1 200"),
    "prototype": always("__proto__", "constructor", "prototype"),
    "impossible date": always("2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T25:00:00Z"),
    "other date format": always("11/20/2026", "20 Nov 2026", "2026-W47-5", "20261120T170000"),
    "time without a zone": always("2026-11-20T17:00:00", "2026-11-20"),
    "time as a number": always(1_763_658_000, "1763658000", 1_763_658_000.5),
    "far date": always("0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z"),
}
"""By class, the values that may take a good one's place; a place may legally take some of them."""
