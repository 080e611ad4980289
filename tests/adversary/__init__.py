"""Whoever claims to be somebody, and whatever is sent that no page and no phone of ours sends."""
