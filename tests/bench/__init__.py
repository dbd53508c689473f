"""Figures beside their floors, both measured in turn in the same run, so that a busy computer is no excuse.

python -m tests.bench                  all of them, into build/bench.json and build/bench.md
python -m tests.bench editing report   some of them
No test fails on them. The large practice set is kept in build/bench for the next run.
"""
