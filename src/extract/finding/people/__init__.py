"""Finding people: names, titles, and which mentions are one person."""
