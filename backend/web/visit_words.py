"""Web: the words for what somebody needed at a place, and how it ended."""

NEED_WORDS = {
    "felt_unsafe": "Felt unsafe",
    "followed": "Was followed",
    "harassed": "Was harassed",
    "alone": "Lost their friends",
    "unwell": "Was unwell",
    "hurt": "Was hurt",
    "phone_or_way": "Needed a phone or the way home",
    "other": "Something else",
}
ENDING_WORDS = {
    "went_on": "Went on their way",
    "picked_up": "Was picked up",
    "police": "Police came",
    "ambulance": "An ambulance came",
    "other": "Something else",
    "not_said": "Not said",
}
