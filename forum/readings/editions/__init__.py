"""What pages and papers of editions show."""

from .differences import Change, Difference, differences
from .freezing import Figures, figures, shared
from .lists import before, editions_of, latest

__all__ = ["Change", "Difference", "Figures", "before", "differences", "editions_of", "figures", "latest", "shared"]
