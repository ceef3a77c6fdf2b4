"""The shapes of what a log holds."""
