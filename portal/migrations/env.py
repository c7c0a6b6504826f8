"""How Alembic reaches the database."""

from alembic import context

from portal.database import WRITING, make_engine
from portal.models import Base

engine = make_engine(context.config.attributes["url"])
with engine.connect().execution_options(**{WRITING: True}) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
