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
    "exceptions": "Other hours on single days",
    "hours": "Opening hours",
}
