"""Tools room: what stands behind the script `umay`, with nothing but the standard library."""
