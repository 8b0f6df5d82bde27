"""A published figure beside ours."""

from __future__ import annotations

import re
from math import inf

import pytest

from architecture.sources import ROOT
from trimtab.lab.anchor import EXPLANATIONS, Anchor, Published, Verdict
from trimtab.lab.outcomes import Interval, IntervalKind

ABOUT_ONE = Interval(0.9, 1.1, IntervalKind.NORMAL)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published.exactly(1.1), Verdict.INSIDE),
        (Published.exactly(1.2), Verdict.OUTSIDE),
        (Published.rounded(1.12), Verdict.INSIDE),
        (Published.between(0.5, 0.95), Verdict.INSIDE),
        (Published.between(0.5, 0.85), Verdict.OUTSIDE),
        (Published.above_zero(), Verdict.INSIDE),
    ],
)
def test_a_published_figure_has_to_meet_the_interval(published: Published, expected: Verdict):
    """A figure, all that round to it, or a range."""
    assert expected is Anchor(key="x", published=published, ours=1, interval=ABOUT_ONE).verdict


def test_a_difference_that_may_be_zero_is_not_above_it():
    """The whole interval has to be."""
    about_zero = Interval(-0.1, 0.5, IntervalKind.NORMAL)

    assert (
        Verdict.OUTSIDE
        is Anchor(key="x", published=Published.above_zero(), ours=0.2, interval=about_zero).verdict
    )


def test_what_is_explained_is_no_defect():
    """A known difference has a verdict of its own."""
    key = next(iter(EXPLANATIONS))
    anchor = Anchor(key=key, published=Published.exactly(inf), ours=1, interval=ABOUT_ONE)

    assert (
        Verdict.EXPLAINED
        is Anchor(key=key, published=Published.exactly(2), ours=1, interval=anchor.interval).verdict
    )


@pytest.mark.parametrize(("key", "section"), EXPLANATIONS.items())
def test_the_document_explains_what_it_is_said_to(key: str, section: str):
    """Each section is a heading of docs/policy-lab.md, and names the anchor."""
    text = (ROOT / "docs/policy-lab.md").read_text(encoding="utf-8")
    (body,) = re.findall(rf"^### {section}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)

    assert f"`{key}`" in body
