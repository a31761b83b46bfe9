"""Pictures as the press takes them."""

from __future__ import annotations

import base64
import io

from django.utils.translation import gettext as _

from commonweal.listening.media import store

SIDE = 1400  # picture points on paper: 300 to the inch on a postcard


def picture(id: str, described: str) -> dict[str, str]:
    """A picture as the press takes it: inside a drawing, so that it is data like every other word of the sheet."""
    from PIL import Image

    with Image.open(store.place(id)) as held:
        made = held.convert("RGB")
    made.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=85)
    data = base64.b64encode(out.getvalue()).decode()
    width, height = made.size
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/></svg>'
    )
    shape = "wide" if width >= height else "tall"
    return {"svg": svg, "alt": described or _("A picture that nobody has described yet."), "shape": shape}
