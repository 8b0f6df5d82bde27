"""Pictures as SVG text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from trimtab.lab.svg import heat_svg, lines_svg, scatter_svg

SPACE = "{http://www.w3.org/2000/svg}"
PICTURES = {
    "lines": lines_svg(
        "Drift", {"a & b": [0.0, 2.0, 1.0], "c": [1.0, 1.0, 1.0]}, ("first", "last"), "points"
    ),
    "scatter": scatter_svg("Frontier", {"a & b": (1.0, 2.0), "c": (3.0, 0.0)}, "error", "cost"),
    "heat": heat_svg("Losses", ["a & b"], ["daily", "monthly"], {("a & b", "monthly"): 2.5}),
}


def texts(picture: str) -> list[str]:
    """All words of a picture."""
    return [element.text or "" for element in ET.fromstring(picture).iter(f"{SPACE}text")]  # noqa: S314 - ours


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_and_names_what_it_shows(name: str):
    """Titles and names are there, their signs escaped."""
    words = texts(PICTURES[name])

    assert any("a & b" in word for word in words)
    assert ET.fromstring(PICTURES[name]).findtext(f"{SPACE}title") == words[0]  # noqa: S314 - ours


def test_lines_run_from_left_to_right_and_up():
    """The first value is at the left and at the bottom, the largest at the top."""
    line = ET.fromstring(PICTURES["lines"]).find(f"{SPACE}polyline")  # noqa: S314 - ours

    assert line is not None
    assert "70.0,340.0 290.0,40.0 510.0,190.0" == line.get("points")


def test_long_lines_keep_their_peaks():
    """Of ten thousand days a single peak is still seen."""
    values = [0.0] * 10_000
    values[7_777] = 5.0
    picture = lines_svg("Drift", {"a": values}, ("", ""), "")

    assert picture.count(",40.0") == 1


def test_points_carry_numbers_as_well_as_colours():
    """Nobody has to tell colours apart."""
    assert {"1", "2", "1 a & b", "2 c"} <= set(texts(PICTURES["scatter"]))


def test_a_place_without_a_figure_stays_empty():
    """Only what was tried is coloured."""
    root = ET.fromstring(PICTURES["heat"])  # noqa: S314 - ours

    assert 1 == len([rect for rect in root.iter(f"{SPACE}rect") if rect.get("fill-opacity")])
    assert "2.5" in texts(PICTURES["heat"])


def test_a_picture_of_nothing_is_still_one():
    """No series, no points, no cells."""
    for picture in (
        lines_svg("x", {}, ("", ""), ""),
        scatter_svg("x", {}, "", ""),
        heat_svg("x", [], [], {}),
    ):
        assert "x" == texts(picture)[0]
