from __future__ import annotations

from collections.abc import Iterator

import pytest

from contract.wire.scene import Scene
from paperbroker.server import running_broker


@pytest.fixture(scope="package")
def paper() -> Iterator[Scene]:
    """One paper broker for all tests of this folder."""
    with running_broker() as broker:
        yield Scene(broker.url)


@pytest.fixture
def scene(paper: Scene) -> Scene:
    """The paper broker, started afresh."""
    paper.open()
    return paper
