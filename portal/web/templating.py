"""A Jinja environment for each rendering, with the interface's words folded in as a template is compiled.

Looking a message up at every print costs more than all else on a page. `_("…")` with a literal is known when the
template is compiled, so it becomes plain text then; what is left is a page that only fills in the family's own data.
So do addresses that depend on nothing, such as `url_for("public.privacy")`, and pictures, such as `icon("lock")`:
neither changes while the application runs.
"""

from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any, cast

import flask
from flask import Flask
from flask_wtf.csrf import generate_csrf
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from portal import i18n
from portal.web import domain_words, words
from portal.web.assets import static_url
from portal.web.chart import chart
from portal.web.explained import explained
from portal.web.pages import employer


class Environment(flask.templating.Environment):
    """An environment whose templates are written in one rendering."""

    rendering: str

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        folded = _Folding(self).visit(source)
        return super()._generate(folded, *args, **kwargs)

    def make_globals(self, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows as one plain dictionary: nothing is added later, and a chain is slow to copy."""
        return {**self.globals, **(own or {})}


class _Folding(NodeTransformer):
    """Replaces calls on literals by what comes of them."""

    def __init__(self, environment: Environment) -> None:
        self.environment, self.catalogue = environment, i18n.catalogue(environment.rendering)

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja's name for it)
        call = self.generic_visit(call)  # type: ignore[assignment]
        if call.dyn_args or call.dyn_kwargs:
            return call
        if not call.kwargs and (fixed := self._fixed(call)) is not None:
            return nodes.Const(fixed, lineno=call.lineno)
        text = self._said(call)
        if text is None:
            return call
        said: nodes.Expr = nodes.Const(text, lineno=call.lineno)
        if not call.kwargs:
            return said
        values = [nodes.Pair(nodes.Const(keyword.key), keyword.value, lineno=call.lineno) for keyword in call.kwargs]
        return nodes.Mod(said, nodes.Dict(values, lineno=call.lineno), lineno=call.lineno)

    def _fixed(self, call: nodes.Call) -> str | None:
        """Return an address, or the picture that the component draws, where only literals decide on it."""
        literals = _literals(call)
        match call.node:
            case nodes.Name(name="icon") if literals:
                return self._picture(*literals)
            case nodes.Name(name="url_for" | "static" as name) if literals:
                make: Callable[..., str] = self.environment.globals[name]  # type: ignore[assignment]  # one of ours
                return make(*literals)
        return None

    def _picture(self, *literals: str) -> str:
        component: Any = self.environment.get_template("components/icon.html").module
        return cast("str", component.icon(*literals))

    def _said(self, call: nodes.Call) -> str | None:
        literals = _literals(call)
        if not isinstance(call.node, nodes.Name) or literals is None:
            return None
        if call.node.name == "_" and len(literals) == 1:
            return str(self.catalogue.ugettext(literals[0]))
        if call.node.name == "pgettext" and len(literals) == 2:
            return str(self.catalogue.upgettext(*literals))
        return None


def _literals(call: nodes.Call) -> list[Any] | None:
    """Return the arguments by place, if every one is a literal."""
    literals = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
    return literals if len(literals) == len(call.args) else None


FILTERS = {
    "day": i18n.day,
    "day_year": i18n.day_year,
    "short_day": i18n.short_day,
    "since": i18n.since,
    "moment": i18n.moment,
    "clock": i18n.hour,
    "nearness": i18n.nearness,
    "joined": i18n.joined,
    "weekday": i18n.weekday,
    "weekday_letter": i18n.weekday_letter,
    "language_name": words.language_word,
    "spell_words": words.spell_words,
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
        url_for=app.extensions["nod.address"],
        static=partial(static_url, app),
        csrf_token=generate_csrf,
        word=words.word,
        employer=employer,
        chart=chart,
        domains=domain_words,
        explained=explained,
    )
    return made


def addresses(app: Flask) -> Callable[..., str]:
    """Return what gives the path of a page, the same for whoever asks: past what Flask looks up of each request."""
    pages = app.url_map.bind("")
    return lambda endpoint, **values: pages.build(endpoint, values)


def init_app(app: Flask) -> None:
    """Make the three environments."""
    app.extensions["nod.address"] = addresses(app)
    app.extensions["nod.renderings"] = {name: environment(app, name) for name in i18n.RENDERINGS}
