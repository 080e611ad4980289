"""A server whose records came from a backup claims nothing until people have looked."""
