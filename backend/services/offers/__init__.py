"""Deeds: how a venue offers itself: page by page, sent off, confirmed by mail, then a place."""
