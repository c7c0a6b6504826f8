"""The pages that are open to all."""

from portal.web.public import demo, health, join, pages, passkey, photo, pwa, ring, shared, sign_in, sso
from portal.web.public.blueprint import public

__all__ = ["demo", "health", "join", "pages", "passkey", "photo", "public", "pwa", "ring", "shared", "sign_in", "sso"]
