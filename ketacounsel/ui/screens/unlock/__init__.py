"""The door: passphrase or recovery key, and why the records were locked."""
