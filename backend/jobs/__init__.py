"""Jobs: the face of time: what happens without anybody asking (D11)."""
