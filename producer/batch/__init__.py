"""Many files: what to do, which are done, and the report of what came of it."""
