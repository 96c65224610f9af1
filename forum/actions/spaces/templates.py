"""What a new space may begin with. The words are the templates' own; all of it can be changed afterwards."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

ROLE = _l("Rol para promover las compras públicas hacia")


@dataclass(frozen=True)
class Template:
    """`actors`: (name, phrase, description); `forums`: (title, introduction, questions); `columns`: header paths;
    `worktable`: (title, purpose, how one takes part)."""

    name: str
    title: str
    says: str
    visibility: str = "members"
    actors: tuple = ()
    forums: tuple = ()
    matrix: str = ""
    question: str = ""
    row_header: str = ""
    columns: tuple = field(default=())
    worktable: tuple = ()


TEMPLATES = {
    template.name: template
    for template in (
        Template(
            name="course",
            title=_l("Curso con foros y matriz"),
            says=_l("Cuatro actores, dos foros con preguntas guía y la matriz de roles, propuestas y desafíos."),
            actors=(
                (_l("Municipio"), _l("el municipio"), _l("El gobierno local, que compra y reglamenta.")),
                (
                    _l("Productores"),
                    _l("los productores"),
                    _l("Pequeñas productoras y productores, y sus asociaciones."),
                ),
                (_l("Universidad"), _l("la universidad"), _l("Quienes enseñan, investigan y acompañan.")),
                (_l("ONG"), _l("las ONG"), _l("Organizaciones que apoyan con asistencia y recursos.")),
            ),
            forums=(
                (
                    _l("El punto de partida"),
                    _l("Contemos cómo es hoy, con ejemplos de cada lugar, antes de proponer."),
                    (
                        _l("¿Cómo se compra hoy en tu municipio, y a quién?"),
                        _l("¿Qué experiencia conoces de pequeños productores que le vendieron al Estado?"),
                    ),
                ),
                (
                    _l("El rol de cada actor"),
                    _l("Cada quien responde desde su lugar y lee a los demás. De aquí sale la matriz."),
                    (
                        _l("¿Cuál es, o podría ser, el rol de {actor} para que se compre más producción nacional?"),
                        _l("¿Y para que se les compre a los pequeños productores?"),
                        _l("¿Qué propone {actor}, y qué desafíos asume?"),
                    ),
                ),
            ),
            matrix=_l("Matriz de actores"),
            question=_l("¿Cuál es el rol de cada actor para promover las compras públicas, y qué propone?"),
            row_header=_l("Actor"),
            columns=(
                (ROLE, _l("La producción nacional")),
                (ROLE, _l("La producción de los pequeños productores")),
                (_l("Propuestas"),),
                (_l("Desafíos"),),
            ),
        ),
        Template(
            name="consultation",
            title=_l("Consulta abierta"),
            says=_l("Un foro que cualquiera puede leer, y una matriz para ordenar lo que se dijo."),
            visibility="public",
            actors=(
                (_l("Instituciones"), _l("las instituciones"), _l("Entidades públicas de cualquier nivel.")),
                (_l("Organizaciones"), _l("las organizaciones"), _l("Asociaciones, gremios y comunidades.")),
                (_l("Público"), _l("el público"), _l("Personas que opinan a título propio.")),
            ),
            forums=(
                (
                    _l("Tu opinión"),
                    _l(
                        "Di qué te parece y por qué. Lo que se diga se ordena después a la vista de todas las personas."
                    ),
                    (_l("¿Qué está bien, qué falta y qué cambiaría {actor}?"),),
                ),
            ),
            matrix=_l("Lo que se dijo"),
            question=_l("¿Qué pide cada actor?"),
            row_header=_l("Actor"),
            columns=((_l("Está bien"),), (_l("Falta"),), (_l("Cambios"),)),
        ),
        Template(
            name="review",
            title=_l("Mesas de trabajo sobre documentos"),
            says=_l("Una mesa que revisa documentos en sesiones: observaciones, respuestas y un resumen publicado."),
            actors=(
                (
                    _l("Gremios"),
                    _l("los gremios"),
                    _l("Asociaciones de pequeñas empresas que producirán lo que se pide."),
                ),
                (_l("Entidad demandante"), _l("la entidad demandante"), _l("La institución que pide los bienes.")),
                (
                    _l("Instituciones especializadas"),
                    _l("las instituciones especializadas"),
                    _l("Institutos y programas que conocen el producto, las empresas o la compra."),
                ),
            ),
            worktable=(
                _l("Mesa de trabajo"),
                _l("Revisamos los proyectos de documentos antes de que se usen."),
                _l(
                    "Lee cada documento, marca la parte que observas y propón cómo debería decir. Toda observación "
                    "recibe una respuesta con su razón, y al final se publica el resumen."
                ),
            ),
        ),
        Template(name="empty", title=_l("En blanco"), says=_l("Solo el espacio: tú pones actores, foros y matrices.")),
    )
}
