"""The first run: from nothing to protected records, in five short steps."""
