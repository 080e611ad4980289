"""What faces share: refusals as answers, reading bodies, published documents, safe headers."""
