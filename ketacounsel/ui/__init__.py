"""What is seen and touched. PySide6 lives here only."""
