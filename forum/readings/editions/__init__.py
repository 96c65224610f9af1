"""What pages and papers of editions show."""

from .freezing import Figures, figures, shared
from .lists import before, editions_of, latest

__all__ = ["Figures", "before", "editions_of", "figures", "latest", "shared"]
