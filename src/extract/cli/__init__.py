"""The command line: one module per command; each parses, checks and calls, and holds no logic."""
