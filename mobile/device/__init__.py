"""The phone's hardware: one facade for each service, with a twin for desktops."""
