"""Speech to words: recognised by a model, or timed from the script."""
