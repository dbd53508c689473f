"""The way back from a backup, before any records are open."""
