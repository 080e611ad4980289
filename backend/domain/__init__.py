"""Rules: pure Python over the contract, told everything, looking at nothing."""
