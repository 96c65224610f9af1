"""Moderating: what people ask of moderators, what these decide, and the log of it, where all of it is undone."""
