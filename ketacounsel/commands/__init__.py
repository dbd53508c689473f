"""What each command does. `ketacounsel.cli` has the grammar; a command imports only what it needs."""
