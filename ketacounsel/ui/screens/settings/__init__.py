"""Settings: every answer of the first run can be changed here, and takes effect at once."""
