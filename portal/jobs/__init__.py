"""What runs later: notices are delivered, old drafts thrown away."""
