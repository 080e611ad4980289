"""Deeds: releases: the one way by which figures leave (D9)."""
