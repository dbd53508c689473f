"""The things a counselor does. The only place where a row becomes a value."""
