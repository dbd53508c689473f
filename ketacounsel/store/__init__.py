"""The one door to the encrypted records. Nothing outside it knows which database there is."""
