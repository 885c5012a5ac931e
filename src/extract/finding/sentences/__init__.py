"""Where sentences begin in news text."""
