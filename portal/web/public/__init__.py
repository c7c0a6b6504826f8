"""The pages that are open to all."""

from portal.web.public import demo, health, join, pages, pwa, ring, sign_in
from portal.web.public.blueprint import public

__all__ = ["demo", "health", "join", "pages", "public", "pwa", "ring", "sign_in"]
