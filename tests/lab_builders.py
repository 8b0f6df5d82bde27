"""Mixes, paths and trials for tests of the lab, small enough to run by the dozen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from trimtab.lab.outcomes import Outcomes
from trimtab.lab.paths import History, Lognormal
from trimtab.lab.policies import LabPolicy, TargetMix
from trimtab.lab.prices import Floats, Prices, read_prices
from trimtab.lab.run import Trial

PRICES: Final = Path(__file__).parents[1] / "examples/prices"
MIX: Final = TargetMix(symbols=("AAA", "BBB"), weights=(0.6, 0.4))


def real_prices(name: str = "factors") -> Prices:
    """Real closes of examples/prices."""
    return read_prices((PRICES / f"{name}.csv").read_text())


def history(*days: tuple[float, ...]) -> History:
    """Growth by day and holding."""
    return History(np.array(days))


def dice(seed: int = 1, volatility: float = 0.02, holdings: int = 2) -> Lognormal:
    """Independent holdings that swing alike."""
    return Lognormal(
        drift=np.zeros(holdings),
        volatility=np.full(holdings, volatility),
        correlation=np.eye(holdings),
        seed=seed,
    )


def trial(*policies: LabPolicy, days: tuple[tuple[float, ...], ...], mix: TargetMix = MIX) -> Trial:
    """A trial on days as they are."""
    return Trial(mix=mix, policies=policies, source=history(*days), steps=len(days))


def outcomes(**fields: Floats) -> Outcomes:
    """Outcomes of two paths, zero where not said."""
    usual = dict.fromkeys(Outcomes.__dataclass_fields__, np.zeros(2)) | {"weights": np.zeros((2, 2))}
    return Outcomes(**(usual | fields))
