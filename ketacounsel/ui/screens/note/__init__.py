"""A note: reviewed and signed as a draft, read and added to afterwards."""
