"""Sheets and forms that more than one screen opens. They are given the desk, and know no screen."""
