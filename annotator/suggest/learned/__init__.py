"""What was learned from coded texts: how likely each word carries a threat or a stance, and of which kind."""
