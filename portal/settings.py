"""The only reader of the environment."""

import base64
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.errors import SecretsUnsafe
from portal.models.domains import LOOKED_WITH, Tool
from portal.models.sharing_words import LegalGround

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
SHORTEST_SECRET = 32
KEY_BYTES = 32


class Settings(BaseSettings):
    """What a council sets; every field is `NOD_…` in the environment or in `.env`.

    Outside demo and tests, a missing, default or short secret or a public address without https stops the start.
    """

    model_config = SettingsConfigDict(
        env_prefix="NOD_", env_file=ROOT / ".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = f"sqlite:///{INSTANCE / 'nod.db'}"
    secret_key: str = ""
    secret_key_old: str = ""
    """The key before the last change: cookies signed with it are still read."""
    master_key: str = ""
    """32 bytes in base64; wraps the key of every family. Losing it loses every name and word."""
    master_key_old: str = ""
    """The key before, while `nod keys rotate` changes it: what it wrapped is still opened."""
    keep_years: int = Field(default=6, ge=0)
    """For how many years after closing a family is kept, before it may be erased."""
    public_url: str = "http://127.0.0.1:8000"
    proxies: int = Field(default=0, ge=0, le=5)
    """How many trusted proxies stand in front, each adding to `X-Forwarded-For`; 0 reads no such header."""
    address_tries: int = Field(default=300, ge=0)
    """Failed tries to get in from one address within a quarter of an hour, in one process; 0 sets no limit."""
    demo: bool = False
    testing: bool = False
    authority_name_en: str = "Mabinogion Council"
    authority_name_cy: str = "Cyngor Mabinogion"
    scoring: str = ""
    """With what families and workers look at how far they have come: some of `goals`, `distance` and `matrix`, with
    commas between. Empty: goals and distance; in the demo all three."""
    sharing_grounds: str = ""
    """On what grounds something may be shared without agreement: some of `child_at_risk`, `adult_at_risk`, `crime`,
    `court` and `duty`, with commas between. Empty: all of them."""
    exit_url: str = "https://www.bbc.co.uk/weather"
    notices: str = "file"
    """`file` (one text a notice, in `instance/notices`) or `smtp://[user:password@]host[:port]`."""
    sso_issuer: str = ""
    """Where workers sign in once for everything, by OpenID Connect; empty where a council has no such thing."""
    sso_client_id: str = ""
    sso_client_secret: str = ""
    sso_account_claim: str = "email"
    """The claim that holds a worker's sign-in name in Nod. `email` is believed only where it is said to be verified."""
    sso_second_step: str = ""
    """`claim=value` that shows a second step was passed there, such as `amr=mfa`; empty: Nod asks for its own."""
    jobs_url: str = f"sqlite:///{INSTANCE / 'jobs.db'}"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    instance: Path = Field(default=INSTANCE)
    """Where the embedded database, built assets and, in demo, the made-up secrets are kept."""

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if self.notices != "file" and not self.notices.startswith("smtp://"):
            raise SecretsUnsafe("NOD_NOTICES is neither `file` nor `smtp://…`")
        _refuse_unknown_tools(self.tools)
        _refuse_unknown_grounds(_named(self.sharing_grounds))
        if len({bool(said) for said in (self.sso_issuer, self.sso_client_id, self.sso_client_secret)}) != 1:
            raise SecretsUnsafe("NOD_SSO_ISSUER, NOD_SSO_CLIENT_ID and NOD_SSO_CLIENT_SECRET go together")
        if self.is_relaxed:
            return self
        if self.sso_issuer and not self.sso_issuer.startswith("https://"):
            raise SecretsUnsafe("NOD_SSO_ISSUER does not begin with https://")
        if len(self.secret_key) < SHORTEST_SECRET:
            raise SecretsUnsafe("NOD_SECRET_KEY is missing or shorter than 32 characters")
        _refuse_no_key(self.master_key, self.master_key_old)
        if not self.is_https:
            raise SecretsUnsafe("NOD_PUBLIC_URL does not begin with https://")
        return self

    @property
    def tools(self) -> frozenset[str]:
        """Return with what a council looks at how far families have come."""
        return frozenset(_named(self.scoring) or (Tool if self.demo else (Tool.GOALS, Tool.DISTANCE)))

    @property
    def looks(self) -> Sequence[Tool]:
        """Return the tools in use that ask about the nineteen domains."""
        return [tool for tool in LOOKED_WITH if tool in self.tools]

    @property
    def grounds(self) -> Sequence[LegalGround]:
        """Return the grounds on which this council shares without agreement, in the order of the list."""
        named = _named(self.sharing_grounds) or set(LegalGround)
        return [ground for ground in LegalGround if ground in named]

    @property
    def is_relaxed(self) -> bool:
        """Say whether made-up people (demo, tests) make weaker settings bearable."""
        return self.demo or self.testing

    @property
    def is_https(self) -> bool:
        """Say whether people open it by https, which a proxy in front speaks."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Return the one host name that people open."""
        return urlsplit(self.public_url).netloc

    def with_secrets(self) -> Self:
        """Return settings whose secrets are set: in demo and tests they are made once and kept in `instance`."""
        if self.secret_key and self.master_key:
            return self
        return self.model_copy(
            update={
                "secret_key": self.secret_key or self._kept("secret-key"),
                "master_key": self.master_key or self._kept("master-key"),
            }
        )

    def _kept(self, name: str) -> str:
        kept = self.instance / name
        if not kept.exists():
            self.instance.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(new_secret())
        return kept.read_text().strip()


def _named(setting: str) -> set[str]:
    return {name.strip() for name in setting.split(",") if name.strip()}


def _refuse_unknown_grounds(named: set[str]) -> None:
    if unknown := named - set(LegalGround):
        known = ", ".join(LegalGround)
        raise SecretsUnsafe(f"NOD_SHARING_GROUNDS names {', '.join(sorted(unknown))}: it may name {known}")


def _refuse_unknown_tools(tools: frozenset[str]) -> None:
    if unknown := tools - set(Tool):
        raise SecretsUnsafe(f"NOD_SCORING names {', '.join(sorted(unknown))}: it may name goals, distance, matrix")
    if Tool.GOALS not in tools:
        raise SecretsUnsafe("NOD_SCORING leaves out goals, which every council uses")


def _refuse_no_key(new: str, old: str) -> None:
    if not _is_key(new):
        raise SecretsUnsafe("NOD_MASTER_KEY is not 32 bytes in base64; make one with `nod secrets`")
    if old and not _is_key(old):
        raise SecretsUnsafe("NOD_MASTER_KEY_OLD is not 32 bytes in base64")


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except ValueError:
        return False


def new_secret() -> str:
    """Return 32 random bytes in base64, fit for both secrets."""
    return base64.b64encode(secrets.token_bytes(32)).decode()
