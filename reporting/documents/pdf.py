"""HTML to tagged PDF (PDF/UA-1), with nothing fetched from anywhere: fonts of the system, style and
charts inline.
"""

import threading
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

_of_this_thread = threading.local()


@cache
def stylesheet() -> "CSS":
    """static/css/pdf.css as WeasyPrint's own object; read once."""
    from weasyprint import CSS

    path = settings.BASE_DIR / "static" / "css" / "pdf.css"
    return CSS(string=path.read_text(), url_fetcher=_closed_fetcher())


def render(template: str, context: dict[str, Any]) -> tuple[str, bytes]:
    """The document as HTML and as PDF, so that a test can read what was printed.

    Raises ValueError when the template asks for anything outside itself. (WeasyPrint's own error is
    no Exception: it would pass the request's handlers and take the worker with it.)
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    html = render_to_string(template, context)
    try:
        document = HTML(string=html, url_fetcher=_closed_fetcher())
        content = document.write_pdf(
            stylesheets=[stylesheet()], font_config=fonts(), pdf_variant="pdf/ua-1"
        )
    except FatalURLFetchingError as error:
        raise ValueError(str(error)) from error
    return html, content


def fonts() -> "FontConfiguration":
    """The system's fonts, looked up and measured once per thread: Pango's are not to be shared.

    Doing it for every document would take a fifth of its time.
    """
    from weasyprint.text.fonts import FontConfiguration

    if not hasattr(_of_this_thread, "fonts"):
        _of_this_thread.fonts = FontConfiguration()
    return _of_this_thread.fonts


def _closed_fetcher() -> "URLFetcher":
    """Reads only what stands in the document itself (data:); anything else is refused."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
