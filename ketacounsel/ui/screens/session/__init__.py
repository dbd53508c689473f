"""The session runner: one question at a time, everything written as it is typed."""
