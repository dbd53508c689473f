"""Values in, PDF bytes out. reportlab lives here only."""
