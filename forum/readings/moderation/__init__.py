"""What moderators read: what waits for them, what they decided, and how a space is doing."""
