"""The four short drills: their goals, how an attempt is followed, and their words."""
