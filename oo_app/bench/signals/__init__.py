"""Measure the way of a signal: webhooks taken in, events carried, effects had."""
