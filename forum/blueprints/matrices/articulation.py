"""Who depends on whom for what."""

from ...models import Matrix
from ...permissions import fetch
from ...readings.matrices.articulation import articulation as network
from ..doors import enter, is_partial, me, page
from . import blueprint


@blueprint.get("/matrices/<int:id>/articulation")
def articulation(id):
    matrix = fetch(me(), Matrix, id)
    enter(matrix.space)
    template = "matrices/_articulation.html" if is_partial() else "matrices/articulation.html"
    return page(template, live=True, matrix=matrix, found=network(matrix))
