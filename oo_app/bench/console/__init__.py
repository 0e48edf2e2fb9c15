"""Measure how fast the console answers over a log of millions of events."""
