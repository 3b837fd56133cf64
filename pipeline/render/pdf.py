"""An Edition as a PDF to print and to send on: flyer or press release, made with typst."""

from __future__ import annotations

from .typesetting import Manuscript, typeset


def render(manuscript: Manuscript) -> bytes:
    """Return the PDF of an edition: A4, tagged, PDF/UA-1 and PDF/A-2a.

    An invitation is a flyer, a press release a letter. Text that does not fit flows to
    another page; it never shrinks. ``manuscript`` is made by `sheet.manuscript`; the same one
    gives the same bytes. Raises what `typeset` does.
    """
    return typeset("flyer.typ", manuscript, "pdf")
