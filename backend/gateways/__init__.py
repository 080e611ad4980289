"""Gateways: what lies outside of the service, each behind a small promise."""
