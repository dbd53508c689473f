"""A client's workspace: who it is, where the course stands, and everything kept about the care."""
