"""From a project to a study: codes become factors, selections quotes, cases units, notes memos.

What a study wrote itself (`tails.py`) becomes again what it was. A study that is there already gets what is new; what
differs is told.
"""

from casecode.exchange.refi.inward.codes import take_codes
from casecode.exchange.refi.inward.gathering import Brought, Gathering, Known
from casecode.exchange.refi.inward.groups import take_cases
from casecode.exchange.refi.inward.notes import take_notes
from casecode.exchange.refi.inward.sources import take_sources
from casecode.exchange.refi.project import Code, Group, Project

__all__ = ["Brought", "Known", "bring", "bring_codes"]


def bring(project: Project, known: Known) -> Brought:
    """What a project comes to: the records of a framework and of cases, their documents, and an account of it all."""
    gathering = Gathering(project, known)
    take_codes(gathering)
    take_cases(gathering)
    take_sources(gathering)
    take_notes(gathering)
    return gathering.brought()


def bring_codes(title: str, codes: tuple[Code, ...], sets: tuple[Group, ...], known: Known) -> Brought:
    """What a codebook comes to: a framework, in which themes are shared by all cases."""
    gathering = Gathering(Project(title, codes=codes, groups=sets), known)
    take_codes(gathering)
    gathering.passed("set of codes", len(sets))
    for home in gathering.homes.values():
        gathering.framework.setdefault("themes", {}).update(home.themes)
    return gathering.brought()
