"""Questions put to the records, one module a kind of thing. Values come back, never rows."""
