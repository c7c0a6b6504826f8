"""The only reader of the environment."""

import base64
import secrets
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.errors import SecretsUnsafe

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
    demo: bool = False
    testing: bool = False
    authority_name_en: str = "Mabinogion Council"
    authority_name_cy: str = "Cyngor Mabinogion"
    exit_url: str = "https://www.bbc.co.uk/weather"
    notices: str = "file"
    """`file` (one text a notice, in `instance/notices`) or `smtp://[user:password@]host[:port]`."""
    jobs_url: str = f"sqlite:///{INSTANCE / 'jobs.db'}"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    instance: Path = Field(default=INSTANCE)
    """Where the embedded database, built assets and, in demo, the made-up secrets are kept."""

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if self.notices != "file" and not self.notices.startswith("smtp://"):
            raise SecretsUnsafe("NOD_NOTICES is neither `file` nor `smtp://…`")
        if self.is_relaxed:
            return self
        if len(self.secret_key) < SHORTEST_SECRET:
            raise SecretsUnsafe("NOD_SECRET_KEY is missing or shorter than 32 characters")
        if not _is_key(self.master_key):
            raise SecretsUnsafe("NOD_MASTER_KEY is not 32 bytes in base64; make one with `nod secrets`")
        if self.master_key_old and not _is_key(self.master_key_old):
            raise SecretsUnsafe("NOD_MASTER_KEY_OLD is not 32 bytes in base64")
        if not self.public_url.startswith("https://"):
            raise SecretsUnsafe("NOD_PUBLIC_URL does not begin with https://")
        return self

    @property
    def is_relaxed(self) -> bool:
        """Say whether made-up people (demo, tests) make weaker settings bearable."""
        return self.demo or self.testing

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


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except ValueError:
        return False


def new_secret() -> str:
    """Return 32 random bytes in base64, fit for both secrets."""
    return base64.b64encode(secrets.token_bytes(32)).decode()
