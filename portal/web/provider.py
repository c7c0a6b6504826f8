"""The council's OpenID Connect provider. Imported only where the settings name one: the extra `sso` brings Authlib."""

from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from portal.errors import SignInRefused
from portal.security.identity import Shown
from portal.security.sessions import ABSOLUTE
from portal.settings import Settings

SIGNED_WITH = {"RS256", "PS256", "ES256", "EdDSA"}
PATIENCE = 5
"""Seconds that the provider may take to answer."""
OLDEST = int(ABSOLUTE.total_seconds())
"""For so many seconds the provider may know a browser. Asked for this, it also says when somebody signed in there."""
FAULTS = (AuthlibBaseError, JoseError, RequestException, LookupError, ValueError, TypeError, RuntimeError)
"""What comes of a provider that cannot be reached, or says what it should not."""


class Provider:
    """Authorisation code with PKCE (S256), state and nonce; discovery and keys are read when first needed."""

    def __init__(self, app: Flask, chosen: Settings) -> None:
        self.chosen = chosen
        self.client: Any = OAuth(app).register(
            "sso",
            client_id=chosen.sso_client_id,
            client_secret=chosen.sso_client_secret,
            server_metadata_url=f"{chosen.sso_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
            default_timeout=PATIENCE,
        )

    def send_there(self, back: str, *, anew: bool = False) -> ResponseReturnValue:
        """Send the browser to the provider, which leads it to `back`; raises `SignInRefused` when it cannot.

        Args:
            anew: the worker is to show who they are, though the provider knows this browser.
        """
        asked: dict[str, Any] = {"max_age": OLDEST} | ({"prompt": "login"} if anew else {})
        try:
            self._is_the_one()
            answer: ResponseReturnValue = self.client.authorize_redirect(back, **asked)
        except FAULTS as fault:
            raise SignInRefused from fault
        return answer

    def shown(self) -> Shown:
        """Return whom the provider shows with this request; raises `SignInRefused` for anything but a good answer."""
        try:
            self._is_the_one()
            claims = self.client.authorize_access_token()["userinfo"]
            return Shown.of(
                claims, account_claim=self.chosen.sso_account_claim, second_step=self.chosen.sso_second_step
            )
        except FAULTS as fault:
            raise SignInRefused from fault

    def _is_the_one(self) -> None:
        found = self.client.load_server_metadata()
        if found.get("issuer") != self.chosen.sso_issuer:
            raise ValueError("another issuer")
        offered = set(found.get("id_token_signing_alg_values_supported", ["RS256"]))
        found["id_token_signing_alg_values_supported"] = sorted(offered & SIGNED_WITH)
