"""Three small pictures as SVG text: lines over time, points of a trade-off, and a table in colours.

Colours are chosen to be told apart by the colour-blind (Okabe and Ito 2008), and every mark carries its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_WIDTH, _HEIGHT, _LEFT, _TOP = 800, 400, 70, 40
_PLOT_WIDTH, _PLOT_HEIGHT = 440, 300
_COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999")
_MOST_POINTS: Final = 600
_LINE: Final = 16


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values from low to high become places from start over a length; it may run backwards."""

    low: float
    high: float
    start: float
    length: float

    @classmethod
    def over(cls, values: Iterable[float], start: float, length: float) -> _Scale:
        """Begin at zero or below, so that lengths can be compared."""
        known = [0.0, *values]
        low, high = min(known), max(known)
        return cls(low, high if high > low else low + 1, start, length)

    def at(self, value: float) -> float:
        """Place a value."""
        return round(self.start + (value - self.low) / (self.high - self.low) * self.length, 1)

    @property
    def ticks(self) -> list[float]:
        """Five values, ends included."""
        return [self.low + (self.high - self.low) * step / 4 for step in range(5)]


def lines_svg(title: str, series: Mapping[str, Sequence[float]], ends: tuple[str, str], unit: str) -> str:
    """Draw series of equally many values over time; `ends` name the first and the last day."""
    count = max((len(values) for values in series.values()), default=0)
    x = _Scale(0, max(count - 1, 1), _LEFT, _PLOT_WIDTH)
    y = _y_scale(value for values in series.values() for value in values)
    drawn = [
        f'<polyline fill="none" stroke="{_colour(at)}" points="{_points(values, x, y)}"/>'
        for at, values in enumerate(series.values())
    ]
    below = [
        _text(_LEFT, _bottom() + _LINE, ends[0]),
        _text(_LEFT + _PLOT_WIDTH, _bottom() + _LINE, ends[1], "end"),
    ]
    return _picture(title, [*_y_axis(y, unit), *below, *drawn, *_legend(series)], len(series))


def scatter_svg(title: str, points: Mapping[str, tuple[float, float]], x_name: str, y_name: str) -> str:
    """Draw named points of two figures that are both better when small."""
    x = _Scale.over((point[0] for point in points.values()), _LEFT, _PLOT_WIDTH)
    y = _y_scale(point[1] for point in points.values())
    ticks = [_text(x.at(tick), _bottom() + _LINE, f"{tick:.3g}", "middle") for tick in x.ticks]
    places = [(x.at(across), y.at(up)) for across, up in points.values()]
    drawn = [
        f'<circle cx="{across}" cy="{up}" r="5" fill="{_colour(at)}">{_told(name)}</circle>'
        for at, (name, (across, up)) in enumerate(zip(points, places, strict=True))
    ]
    # There are more points than colours that can be told apart, so each has a number as well.
    numbers = [_text(across + 6, up - 4, str(at)) for at, (across, up) in enumerate(places, 1)]
    below = _text(_LEFT + _PLOT_WIDTH / 2, _bottom() + 2 * _LINE + 4, x_name, "middle")
    legend = _legend(f"{at} {name}" for at, name in enumerate(points, 1))
    return _picture(title, [*_y_axis(y, y_name), *ticks, below, *drawn, *numbers, *legend], len(points))


def heat_svg(
    title: str, rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], float]
) -> str:
    """Colour a table, small figures light; a place without a figure stays empty."""
    width, height = _PLOT_WIDTH / max(len(columns), 1), min(_PLOT_HEIGHT / max(len(rows), 1), 48)
    left = _LEFT + 120
    scale = _Scale.over(cells.values(), 0, 1)
    parts = [_text(left - 8, _TOP + (at + 0.6) * height, row, "end") for at, row in enumerate(rows)]
    parts += [
        _text(left + (at + 0.5) * width, _TOP - 6, column, "middle") for at, column in enumerate(columns)
    ]
    for (row, column), figure in cells.items():
        place = left + columns.index(column) * width, _TOP + rows.index(row) * height
        parts += _cell(place, (width, height), figure, scale.at(figure))
    return _picture(title, parts)


def _cell(place: tuple[float, float], size: tuple[float, float], figure: float, share: float) -> list[str]:
    (x, y), (width, height) = place, size
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    fill = f'fill="#0072b2" fill-opacity="{0.05 + 0.6 * share:.2f}" stroke="#fff"'
    return [f"<rect {box} {fill}/>", _text(x + width / 2, y + 0.6 * height, f"{figure:.3g}", "middle")]


def _y_scale(values: Iterable[float]) -> _Scale:
    return _Scale.over(values, _bottom(), -_PLOT_HEIGHT)


def _bottom() -> int:
    return _TOP + _PLOT_HEIGHT


def _y_axis(scale: _Scale, name: str) -> list[str]:
    ticks = [_text(_LEFT - 6, scale.at(tick) + 4, f"{tick:.3g}", "end") for tick in scale.ticks]
    rules = [
        f'<path d="M{_LEFT} {scale.at(tick)}h{_PLOT_WIDTH}" stroke="#ccc" stroke-width="0.5"/>'
        for tick in scale.ticks
    ]
    return [*rules, *ticks, _text(8, _TOP - 10, name)]


def _points(values: Sequence[float], x: _Scale, y: _Scale) -> str:
    """Place values; of more than a picture can show, the largest of each stretch."""
    stretch = -(-len(values) // _MOST_POINTS) if values else 1
    peaks = ((at, max(values[at : at + stretch])) for at in range(0, len(values), stretch))
    return " ".join(f"{x.at(at)},{y.at(value)}" for at, value in peaks)


def _legend(names: Iterable[str]) -> list[str]:
    left = _LEFT + _PLOT_WIDTH + 16
    parts = []
    for at, name in enumerate(names):
        y = _TOP + at * _LINE
        parts.append(f'<rect x="{left}" y="{y}" width="10" height="10" fill="{_colour(at)}"/>')
        parts.append(_text(left + 16, y + 9, name))
    return parts


def _told(name: str) -> str:
    return f"<title>{escape(name)}</title>"


def _colour(at: int) -> str:
    return _COLOURS[at % len(_COLOURS)]


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _picture(title: str, parts: Iterable[str], names: int = 0) -> str:
    height = max(_HEIGHT, _TOP + (names + 1) * _LINE)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="11">{_told(title)}'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
    )
    body = "\n".join([head, f'<text x="8" y="16" font-size="13">{escape(title)}</text>', *parts])
    return f"{body}\n</svg>\n"
