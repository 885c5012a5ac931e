"""The named entity recogniser: spaCy's own weights, computed in numpy."""
