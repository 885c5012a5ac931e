"""Dates: finding TIMEX3 expressions and resolving them. `DateFinder` is the way in; `component.py` is its spaCy factory."""

from extract.finding.dates.finder import DateFinder

__all__ = ["DateFinder"]
