"""Rules: what licensing partners are told of a place, in the words that every place reads."""

RULE: tuple[str, ...] = (
    "We tell licensing partners only: the name and address of a place that is hidden now because "
    "a spot check failed or too few of its staff are trained, since when, and which of the two.",
    "We never tell them about visits, about what residents said, or about anything that has been "
    "put right.",
    "A place that leaves by its own wish is not on the list.",
    "Every place reads this rule before it joins, and sees here when it stands on the list.",
)
"""The whole rule, sentence by sentence; pages and documents show it and say nothing else."""

FAILED_CHECK, TOO_FEW_TRAINED = "a spot check failed", "too few of its staff are trained"
"""Which of the two it is, in the words of the list."""
