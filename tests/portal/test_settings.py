"""Settings: read once, and refused where they would endanger real people."""

import base64
import os
import subprocess
import sys

import pytest

from portal.app import create_app
from portal.errors import SecretsUnsafe
from portal.models.sharing_words import LegalGround
from portal.settings import ROOT, Settings, new_secret

SAFE = {"secret_key": new_secret(), "master_key": new_secret(), "public_url": "https://nod.mabinogion.example"}


def settings(**said):
    return Settings(_env_file=None, **{**SAFE, **said})


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    """No setting of the machine that runs the tests."""
    for name in [name for name in os.environ if name.startswith("NOD_")]:
        monkeypatch.delenv(name)


def test_safe_settings_start():
    assert settings().is_relaxed is False


@pytest.mark.parametrize(
    "unsafe",
    [
        {"secret_key": ""},
        {"secret_key": "x" * 31},
        {"master_key": ""},
        {"master_key": base64.b64encode(b"short").decode()},
        {"master_key": base64.b64encode(b"x" * 33).decode()},
        {"master_key": "not base64 at all!"},
        {"public_url": "http://nod.mabinogion.example"},
        {"public_url": ""},
        {"notices": "carrier pigeon"},
    ],
    ids=str,
)
def test_a_weak_secret_or_plain_http_stops_the_start(unsafe):
    with pytest.raises(SecretsUnsafe) as refusal:
        settings(**unsafe)

    value = next(iter(unsafe.values()))
    assert not value or value not in str(refusal.value)


@pytest.mark.parametrize("relaxed", ["demo", "testing"])
def test_demo_and_tests_make_their_own_secrets_and_keep_them(tmp_path, relaxed):
    bare = Settings(_env_file=None, instance=tmp_path / "instance", **{relaxed: True})
    first, again = bare.with_secrets(), bare.with_secrets()

    assert first.secret_key == again.secret_key != first.master_key
    assert len(base64.b64decode(first.master_key)) == 32
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "instance").iterdir()} == {0}


def test_secrets_that_were_set_are_not_made_anew():
    assert settings().with_secrets().secret_key == SAFE["secret_key"]


def test_settings_cannot_change_while_nod_runs():
    with pytest.raises(ValueError, match="frozen"):
        settings().demo = True


def test_the_environment_and_a_file_are_read_by_the_same_names(monkeypatch, tmp_path):
    (tmp_path / "env").write_text("NOD_AUTHORITY_NAME_EN=From the file\nNOD_EXIT_URL=https://exit.example\n")
    for name, value in SAFE.items():
        monkeypatch.setenv(f"NOD_{name.upper()}", value)
    monkeypatch.setenv("NOD_AUTHORITY_NAME_EN", "From the environment")
    read = Settings(_env_file=tmp_path / "env")

    assert (read.authority_name_en, read.exit_url) == ("From the environment", "https://exit.example")


def test_an_unsafe_start_ends_in_one_line_without_the_secret(tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "NOD_SECRET_KEY": "hunter2", "NOD_DEMO": "0"}
    program = [sys.executable, "-c", "from portal.cli import main; main()", "migrate"]
    done = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("nod: SecretsUnsafe: NOD_SECRET_KEY is missing or shorter than 32 characters")
    assert len(done.stderr.splitlines()) == 1
    assert "hunter2" not in done.stdout + done.stderr


def test_a_cookie_signed_with_the_key_before_the_last_change_is_still_read(make, app, visit):
    browser = visit(make.parent())
    old, cookie = app.extensions["nod.settings"], browser.client.get_cookie("__Host-nod", domain="nod.example")
    changed = create_app(old.model_copy(update={"secret_key": new_secret(), "secret_key_old": old.secret_key}))
    strange = create_app(old.model_copy(update={"secret_key": new_secret()}))

    answers = []
    for other in (changed, strange):
        client = other.test_client()
        client.set_cookie("__Host-nod", cookie.value, domain="nod.example", secure=True)
        answers.append(client.get("/family/", base_url="https://nod.example").status_code)
        other.extensions["nod.database"].close()
    assert answers == [200, 303]


def test_https_is_asked_of_browsers_where_the_address_has_it(app, visit):
    assert "Strict-Transport-Security" not in visit().get("/").headers
    safe = create_app(app.extensions["nod.settings"].model_copy(update={"public_url": "https://nod.example"}))

    answer = safe.test_client().get("/", base_url="https://nod.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    safe.extensions["nod.database"].close()


def test_the_grounds_for_sharing_without_agreement_are_named_or_all_of_them():
    assert settings().grounds == list(LegalGround)
    assert settings(sharing_grounds="duty, court").grounds == [LegalGround.COURT, LegalGround.DUTY]
    with pytest.raises(SecretsUnsafe, match="NOD_SHARING_GROUNDS names because"):
        settings(sharing_grounds="court,because")
