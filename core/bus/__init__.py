"""Carry events: within this process, or over NATS JetStream."""
