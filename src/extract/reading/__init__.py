"""The reading room: bytes to `Article`. `sources.read_sources` is the door."""
