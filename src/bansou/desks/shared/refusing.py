"""What happens to a refusal that no form has shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpResponse

from bansou.commons.errors import Refusal
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link

type Told = Callable[[Any, Refusal], HttpResponse]


def refused_as[V: Callable[..., HttpResponse]](tell: Told) -> Callable[[V], V]:
    """Make the decorator by which the views of a desk answer a refusal with a page of its own."""

    def refusing(view: V) -> V:
        @wraps(view)
        def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return tell(request, refusal)

        return cast("V", answered)

    return refusing


def refuse_towards(request: Any, refusal: Refusal, desk: Link) -> HttpResponse:
    """Tell the refusal, with the way back that the view has set, else to the desk."""
    return refuse(request, refusal, other=getattr(request, "back", None) or desk)
