"""The instruments this broker knows, with the prices they start at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from paperbroker.basics.ids import asset_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A US equity or fund; `exchange` is one of Alpaca's exchange codes, `former_symbols` stand oldest first.

    `asset_class` may be another of Alpaca's, so that a client can be tried with one.
    """

    symbol: str
    name: str
    exchange: str = "NYSE"
    is_active: bool = True
    is_tradable: bool = True
    is_fractionable: bool = True
    is_marginable: bool = False
    asset_class: str = "us_equity"
    is_ptp_without_exception: bool = False
    cusip: str | None = None
    former_symbols: tuple[str, ...] = ()

    @property
    def listing(self) -> str:
        """The symbol the asset first had; its prices go by it."""
        return self.former_symbols[0] if self.former_symbols else self.symbol

    @property
    def id(self) -> UUID:
        """The id derived from the first symbol, so that a change of name keeps it."""
        return asset_id(self.listing)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Alpaca's attribute words for what this asset allows or forbids."""
        extended = ("fractional_eh_enabled",) if self.is_fractionable else ()
        return (*extended, "ptp_no_exception") if self.is_ptp_without_exception else extended

    def renamed(self, symbol: str) -> Asset:
        """Take another symbol and remember the old one."""
        return replace(self, symbol=symbol, former_symbols=(*self.former_symbols, self.symbol))


_CATALOGUE = (
    ("AAPL", "Apple Inc. Common Stock", "NASDAQ", "125.67"),
    ("AMD", "Advanced Micro Devices, Inc. Common Stock", "NASDAQ", "62.57"),
    ("BAC", "Bank of America Corporation Common Stock", "NYSE", "32.30"),
    ("BBY", "Best Buy Co., Inc. Common Stock", "NYSE", "78.28"),
    ("BND", "Vanguard Total Bond Market ETF", "NASDAQ", "72.50"),
    ("CVX", "Chevron Corporation Common Stock", "NYSE", "173.73"),
    ("GE", "GE Aerospace Common Stock", "NYSE", "63.88"),
    ("GLD", "SPDR Gold Shares", "ARCA", "185.00"),
    ("HD", "The Home Depot, Inc. Common Stock", "NYSE", "311.22"),
    ("JNJ", "Johnson & Johnson Common Stock", "NYSE", "174.09"),
    ("JPM", "JPMorgan Chase & Co. Common Stock", "NYSE", "129.58"),
    ("KO", "The Coca-Cola Company Common Stock", "NYSE", "62.61"),
    ("LLY", "Eli Lilly and Company Common Stock", "NYSE", "363.10"),
    ("MRK", "Merck & Co., Inc. Common Stock", "NYSE", "109.58"),
    ("MSFT", "Microsoft Corporation Common Stock", "NASDAQ", "233.43"),
    ("MTUM", "iShares MSCI USA Momentum Factor ETF", "BATS", "143.73"),
    ("PEP", "PepsiCo, Inc. Common Stock", "NASDAQ", "179.28"),
    ("PFE", "Pfizer Inc. Common Stock", "NYSE", "49.25"),
    ("PG", "The Procter & Gamble Company Common Stock", "NYSE", "149.13"),
    ("QQQ", "Invesco QQQ Trust, Series 1", "NASDAQ", "318.40"),
    ("QUAL", "iShares MSCI USA Quality Factor ETF", "BATS", "111.88"),
    ("RRC", "Range Resources Corporation Common Stock", "NYSE", "24.50"),
    ("SIZE", "iShares MSCI USA Size Factor ETF", "ARCA", "111.12"),
    ("SPY", "SPDR S&P 500 ETF Trust", "ARCA", "410.25"),
    ("TLT", "iShares 20+ Year Treasury Bond ETF", "NASDAQ", "102.75"),
    ("UNH", "UnitedHealth Group Incorporated Common Stock", "NYSE", "524.42"),
    ("USMV", "iShares MSCI USA Min Vol Factor ETF", "BATS", "71.13"),
    ("VLUE", "iShares MSCI USA Value Factor ETF", "BATS", "88.47"),
    ("VTI", "Vanguard Total Stock Market ETF", "ARCA", "204.60"),
    ("VXUS", "Vanguard Total International Stock ETF", "NASDAQ", "55.40"),
    ("WMT", "Walmart Inc. Common Stock", "NYSE", "140.18"),
    ("XOM", "Exxon Mobil Corporation Common Stock", "NYSE", "106.63"),
)

ASSET_CLASSES = frozenset(["us_equity", "us_option", "crypto", "ipo"])
EXCHANGES = frozenset(
    ["AMEX", "ARCA", "ASCX", "BATS", "NYSE", "NASDAQ", "NYSEARCA", "FTXU", "CBSE", "GNSS", "ERSX", "OTC"]
)

DEFAULT_ASSETS: Mapping[str, Asset] = MappingProxyType(
    {symbol: Asset(symbol=symbol, name=name, exchange=exchange) for symbol, name, exchange, _ in _CATALOGUE}
)

DEFAULT_PRICES: Mapping[str, Decimal] = MappingProxyType(
    {symbol: Decimal(price) for symbol, _, _, price in _CATALOGUE}
)
