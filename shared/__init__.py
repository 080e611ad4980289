"""What phone and server agree on: time, places, ranking, perception, refusals, messages."""
