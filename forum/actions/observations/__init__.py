"""Observations: made, placed, answered."""

from .anchoring import place_all

__all__ = ["place_all"]
