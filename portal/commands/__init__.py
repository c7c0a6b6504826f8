"""Writes: each takes the session and the actor, asks the policy, changes, and adds the audit entry. None commits."""
