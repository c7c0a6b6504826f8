"""Turns a page into a tagged PDF. Nothing is fetched: what is not in the page is not in the paper."""

from pathlib import Path
from typing import NoReturn

STYLE = Path(__file__).resolve().parents[2] / "static" / "css" / "paper.css"


class Nothing:
    """Fetches nothing, of this machine or any other: a page that asks for something is no paper."""

    _fail_on_errors = True
    """WeasyPrint asks for it: what could not be fetched ends the making."""

    def __call__(self, url: str) -> NoReturn:
        """Refuse."""
        raise ValueError(f"papers fetch nothing: {url.partition(':')[0]}")


def pdf_of(html: str) -> bytes:
    """Return a page as a PDF that a screen reader can read (PDF/UA).

    WeasyPrint takes a while to load, so it is loaded by the first who needs it. As it loads, it lets every picture of
    this process be cut short. A photograph that somebody puts up may not be, so that is taken back.
    """
    from PIL import ImageFile  # noqa: PLC0415 (see above)
    from weasyprint import CSS, HTML  # noqa: PLC0415 (see above)

    ImageFile.LOAD_TRUNCATED_IMAGES = False

    style = CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=Nothing())
    page = HTML(string=html, url_fetcher=Nothing())
    made: bytes = page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return made
