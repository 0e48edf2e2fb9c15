"""Read what the console's first page says, one panel's worth at a time."""
