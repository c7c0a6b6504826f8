"""A Jinja environment for each rendering, with the interface's words folded in as a template is compiled.

Looking a message up at every print costs more than all else on a page. `_("…")` with a literal is known when the
template is compiled, so it becomes plain text then; what is left is a page that only fills in the family's own data.
"""

from functools import partial
from typing import Any

import flask
from babel.support import NullTranslations
from flask import Flask
from flask_wtf.csrf import generate_csrf
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from portal import i18n
from portal.web import words
from portal.web.assets import static_url


class Environment(flask.templating.Environment):
    """An environment whose templates are written in one rendering."""

    rendering: str

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        folded = _Folding(i18n.catalogue(self.rendering)).visit(source)
        return super()._generate(folded, *args, **kwargs)


class _Folding(NodeTransformer):
    """Replaces calls of `_` and `pgettext` on literals by what they say."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self.catalogue = catalogue

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja's name for it)
        call = self.generic_visit(call)  # type: ignore[assignment]
        text = self._said(call)
        if text is None or call.dyn_args or call.dyn_kwargs:
            return call
        said: nodes.Expr = nodes.Const(text, lineno=call.lineno)
        if not call.kwargs:
            return said
        values = [nodes.Pair(nodes.Const(keyword.key), keyword.value, lineno=call.lineno) for keyword in call.kwargs]
        return nodes.Mod(said, nodes.Dict(values, lineno=call.lineno), lineno=call.lineno)

    def _said(self, call: nodes.Call) -> str | None:
        literals = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
        if not isinstance(call.node, nodes.Name) or len(literals) != len(call.args):
            return None
        if call.node.name == "_" and len(literals) == 1:
            return str(self.catalogue.ugettext(literals[0]))
        if call.node.name == "pgettext" and len(literals) == 2:
            return str(self.catalogue.upgettext(*literals))
        return None


FILTERS = {
    "day": i18n.day,
    "day_year": i18n.day_year,
    "short_day": i18n.short_day,
    "moment": i18n.moment,
    "clock": i18n.hour,
    "nearness": i18n.nearness,
    "joined": i18n.joined,
    "weekday": i18n.weekday,
    "weekday_letter": i18n.weekday_letter,
    "language_name": words.language_word,
}


def environment(app: Flask, rendering: str) -> Environment:
    """Return the environment of one rendering."""
    made = Environment(
        app,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=app.debug,
        cache_size=-1,
    )
    made.rendering = rendering
    made.filters.update(FILTERS)
    made.globals.update(
        _=i18n.gettext,
        ngettext=i18n.ngettext,
        pgettext=i18n.pgettext,
        url_for=app.url_for,
        static=partial(static_url, app),
        csrf_token=generate_csrf,
        word=words.word,
    )
    return made


def init_app(app: Flask) -> None:
    """Make the three environments."""
    app.extensions["nod.renderings"] = {name: environment(app, name) for name in i18n.RENDERINGS}
