"""For `make mutants` alone: what every mutant's process needs, made in the one process that they are forked from."""

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Migrate a database and put an application together, while tests are only listed.

    No statement is put together here: that is left to the mutants.
    """
    if session.config.option.collectonly:
        make_what_all_need()


def make_what_all_need() -> None:
    """Fill the caches of the process."""
    # pytest wants to read these first, so that it can explain what is asserted in them.
    from portal.app import create_app  # noqa: PLC0415
    from portal.settings import Settings  # noqa: PLC0415
    from tests.support.databases import migrated_sqlite, quick_folder  # noqa: PLC0415

    migrated_sqlite()
    with quick_folder() as folder:
        create_app(Settings(_env_file=None, testing=True, instance=folder, database_url="sqlite://"))
