"""The expert team (専門チーム), who is on duty for it, and sending it out."""
