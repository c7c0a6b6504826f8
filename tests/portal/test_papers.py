"""Papers: made of what is in the page alone, and nothing else in the process is changed by it."""

import socket

import pytest
from PIL import ImageFile

from portal.web.papers import pdf_of


def test_after_a_paper_half_a_picture_is_refused_as_before():
    made = pdf_of('<html lang="cy"><title>Nod</title><body><h1>Tŷ</h1></body></html>')

    assert made.startswith(b"%PDF")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.parametrize(
    "asks",
    [
        '<img src="{}" alt="Tŷ">',
        '<p style="background: url({})">Tŷ</p>',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style>",
        "<style>@font-face {{ font-family: own; src: url({}) }} p {{ font-family: own }}</style><p>Tŷ</p>",
        '<object data="{}"></object>',
        '<link rel="attachment" href="{}">',
    ],
)
@pytest.mark.parametrize("of_this_machine", [False, True])
def test_whoever_reads_a_paper_is_told_to_nobody_outside_as_it_is_made(asks, of_this_machine):
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 (as it loads, it changes what a photograph may be)

    with socket.create_server(("127.0.0.1", 0)) as outside:
        outside.setblocking(False)
        address = f"http://127.0.0.1:{outside.getsockname()[1]}/a.png"
        asked = asks.format(f"file://{__file__}" if of_this_machine else address)

        with pytest.raises(FatalURLFetchingError):
            pdf_of(f'<html lang="cy"><title>Nod</title><body><h1>Tŷ</h1>{asked}</body></html>')
        with pytest.raises(BlockingIOError):
            outside.accept()


def test_a_link_that_somebody_wrote_stays_in_a_paper_and_nobody_follows_it():
    with socket.create_server(("127.0.0.1", 0)) as outside:
        outside.setblocking(False)
        link = f'<a href="http://127.0.0.1:{outside.getsockname()[1]}/">Tŷ</a>'

        assert pdf_of(f'<html lang="cy"><title>Nod</title><body><h1>{link}</h1></body></html>').startswith(b"%PDF")
        with pytest.raises(BlockingIOError):
            outside.accept()
