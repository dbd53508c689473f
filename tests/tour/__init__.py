"""Pictures of every screen and state, from the practice set on the day of the drawings, so that they compare.

python -m tests.tour               all of them, into build/tour/
python -m tests.tour today runner  those whose name begins so
"""
