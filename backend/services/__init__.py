"""Deeds: one public function is one thing somebody can do, in one transaction."""
