"""Lets ``python -m ketacounsel`` do what the ``ketacounsel`` command does."""

from __future__ import annotations

import sys

from ketacounsel.cli import main

if __name__ == "__main__":
    sys.exit(main())
