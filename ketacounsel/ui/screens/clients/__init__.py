"""Clients: everybody in one list, one line each."""
