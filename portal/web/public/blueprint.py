"""The blueprint that every open page hangs from."""

from flask import Blueprint

public = Blueprint("public", __name__)
