"""Read experiments: what runs, what each arm came to, and whether that may be believed."""
