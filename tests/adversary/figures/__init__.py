"""Attacks on released figures, written as somebody would who has read everything of ours."""
