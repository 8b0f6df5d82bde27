from _stack.demo_report import table


def test_figures_stand_to_the_right_and_words_to_the_left() -> None:
    """Columns are as wide as their widest cell, so that digits stand under digits."""
    columns = (("symbol", lambda row: row["s"]), ("drift", lambda row: row["d"]))

    shown = table(columns, [{"s": "MSFT", "d": "+5.31"}, {"s": "$CASH", "d": "-12.00"}])

    assert ["  symbol   drift", "  MSFT     +5.31", "  $CASH   -12.00"] == shown.splitlines()


def test_an_empty_table_still_has_its_headings() -> None:
    """Nothing to show is shown as headings without rows."""
    assert "  symbol" == table((("symbol", lambda row: row["s"]),), [])
