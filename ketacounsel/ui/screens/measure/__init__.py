"""A questionnaire, entered by the counselor or answered by the client on this screen."""
