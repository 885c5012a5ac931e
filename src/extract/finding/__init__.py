"""Article to finds: the spaCy pipeline, and one room for each kind of find."""
