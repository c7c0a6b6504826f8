"""Papers: made of what is in the page alone, and nothing else in the process is changed by it."""

from PIL import ImageFile

from portal.web.papers import pdf_of


def test_after_a_paper_half_a_picture_is_refused_as_before():
    made = pdf_of('<html lang="cy"><title>Nod</title><body><h1>Tŷ</h1></body></html>')

    assert made.startswith(b"%PDF")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
