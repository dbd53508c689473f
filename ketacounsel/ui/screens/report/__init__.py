"""The report builder: what is in it at the left, the true pages at the right."""
