"""Rules: how much of people's names and addresses one officer takes away in a day."""

MOST_PERSONAL_ROWS = 500
"""So many rows with guardians' names a day; another officer's word is so many more (S14)."""
