"""The one door to the encrypted file. Nothing outside this package knows which database it is."""
