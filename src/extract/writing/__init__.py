"""Records to output: one module per format."""
