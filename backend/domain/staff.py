"""Rules: who works with the network, and what each role is for."""

GUARDIAN, OFFICER, ANALYST, ADMINISTRATOR = "guardian", "officer", "analyst", "administrator"

ROLES: dict[str, str] = {
    GUARDIAN: "Guardian",
    OFFICER: "Officer",
    ANALYST: "Analyst",
    ADMINISTRATOR: "Administrator",
}
"""Guardians see their own places, officers vet, analysts see statistics only, administrators keep
people and settings; nobody has two roles, so that nobody can approve what they asked for."""
