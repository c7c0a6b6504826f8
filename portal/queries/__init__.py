"""Reads: each takes the session and the actor, asks the policy, and returns what a page draws."""
