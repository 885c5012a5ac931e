"""Prisoner counts: numbers, what each counts, the event that governs it, and what the sentence adds."""
