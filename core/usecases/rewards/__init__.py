"""Read what the console's page of rewards says, one panel at a time."""
