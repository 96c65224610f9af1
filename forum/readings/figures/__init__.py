"""What the pages of indicators and their figures show."""

from .charts import Chart, bars, columns
from .lists import indicators_of, periods_of, removed_indicators
from .ranking import Ranking, corrections_of, ranking
from .series import Series, series
from .typing import Cell, cells, waiting_for_validation

__all__ = [
    "Cell",
    "Chart",
    "Ranking",
    "Series",
    "bars",
    "cells",
    "columns",
    "corrections_of",
    "indicators_of",
    "periods_of",
    "ranking",
    "removed_indicators",
    "series",
    "waiting_for_validation",
]
