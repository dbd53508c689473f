"""What stands around every screen: rail, top bar, strips, cover. They wish; the shell decides."""
