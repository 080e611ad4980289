"""Rules: how far the noise of a printed count may move it."""

MOST = 7
"""The greatest noise of a printed count, to either side."""

DEVIATION = 2.8
"""The standard deviation of that noise."""
