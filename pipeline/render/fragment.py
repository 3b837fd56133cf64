"""An Edition as a piece of HTML to paste into a content management system.

Editors who cannot upload pages get the text alone: elements that say what something is, with lang
and dir, headings from h2 on, so that it stands below the title of their page. It brings no style,
no script, no class and no id, which a county's system would strip or take for its own.
"""

from __future__ import annotations

from markupsafe import Markup

from ..edition.model import Edition
from ..edition.values import website
from ..source.model import Kind
from ..text.runs import Text
from . import qr
from .markup import pieces
from .page import environment


def render(edition: Edition) -> str:
    """Return the article of ``edition`` (HTML Standard, 4.3.2), in the order of its page.

    Its title is an h2, so that the headings of the text begin at h3. A draft says that it is one.
    Where the organisation is published, it ends in the address of all languages.
    """
    address = qr.chooser_address(edition)
    made = (
        environment()
        .get_template("fragment.html.j2")
        .render(
            edition=edition,
            press=edition.kind is Kind.PRESS_RELEASE,
            pieces=list(pieces(edition.blocks)),
            address=Text(website(address)) if address else None,
        )
    )
    # Escaped text holds no quotation mark, so that this is always the class of a link.
    bare = made.replace(Markup(' class="spell"'), "").split("\n")
    return "\n".join(line for line in map(str.strip, bare) if line) + "\n"
