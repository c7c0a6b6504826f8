"""Passwords, sign-in, sessions, one-use links and encryption."""
