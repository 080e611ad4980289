"""The phone's look: tokens, type, words and a small kit of widgets."""
