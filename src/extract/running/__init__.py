"""Running an extractor over many articles."""
