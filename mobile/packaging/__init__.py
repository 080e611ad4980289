"""The phone app's packaging: the first pack, the folder to build from, and Buildozer's settings."""
