"""Web: words of listings that officers and guardians both read."""

STATES = {
    "applied": ("Offered", "act"),
    "checked": ("Checked once", "act"),
    "approved": ("Approved, not shown", "soon"),
    "live": ("Live", "go"),
    "due": ("Due", "soon"),
    "suspended": ("Suspended", "stop"),
    "left": ("Left", ""),
    "declined": ("Declined", ""),
}
"""Each state in words, and the colour of its tag: green ready, amber due, red stopped, blue act."""

STEPS = {
    "apply": "Offered",
    "check": "Visited and checked",
    "approve": "Approved",
    "go_live": "Put on the list",
    "decline": "Declined",
    "reopen": "Taken up anew",
    "suspend": "Suspended",
    "propose_lift": "Proposed to lift the suspension",
    "lift": "Suspension lifted",
    "leave": "Left the network",
    "check_again": "Visited and checked again",
    "renew": "Renewed for a year",
    "change": "Changed",
    "propose_change": "Asked for a change",
    "approve_change": "Change approved",
    "decline_change": "Change declined",
    "withdraw_change": "Change withdrawn",
}

FIELDS = {
    "website": "Website",
    "insurance": "Liability insurance",
    "safeguarding": "Safeguarding",
    "confidentiality": "Confidentiality",
    "contact_name": "Name",
    "contact_role": "What they do there",
    "contact_email": "Mail address",
    "contact_phone": "Telephone",
    "email": "Mail address",
    "password": "Password",
    "reason": "Why",
    "why": "Reason",
    "role": "Role",
    "name": "Name",
    "kind": "Kind of place",
    "organisation": "Who runs it",
    "address": "Address",
    "town": "Town",
    "postcode": "Postcode",
    "position": "Position",
    "lat": "Latitude",
    "lon": "Longitude",
    "phone": "Phone",
    "facilities": "What can be had there",
    "languages": "Languages spoken",
    "weekly": "Weekly hours",
    "seasons": "Hours at other times of the year",
    "exceptions": "Other hours on single days",
    "hours": "Opening hours",
}

STANDINGS = {
    "ready": ("Ready", "go"),
    "due": ("Due", "soon"),
    "suspended": ("Hidden", "stop"),
    "out": ("Not in the network", ""),
}
"""Each standing in words, and the colour of its tag."""

MODULES = {
    "first_response": "First response of a safe place",
    "ask_for_angela": "Ask for Angela",
    "safeguarding": "Safeguarding, level 1",
    "bleed_control": "Bleed control",
}
"""What staff may be trained in."""

NEEDS = {
    "felt_unsafe": "Felt unsafe",
    "followed": "Was followed",
    "harassed": "Was harassed",
    "alone": "Alone, or lost their friends",
    "unwell": "Unwell, or had drunk too much",
    "hurt": "Hurt",
    "phone_or_way": "Phone, charging or the way",
    "other": "Something else",
}
"""What somebody who came in needed, as the buttons of the visit log say it."""

ENDINGS = {
    "went_on": "Went on alone",
    "picked_up": "Was picked up",
    "police": "Police came",
    "ambulance": "Ambulance came",
    "other": "Something else",
    "not_said": "Not said",
}
"""How a visit ended."""
