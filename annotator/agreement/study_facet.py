"""One facet's figures on their way: its tasks, register, notices and differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from annotator.agreement.draws import Draws
from annotator.agreement.rows import Disagreement, ResultRow, Table
from annotator.agreement.study_data import StudyData
from annotator.agreement.study_differences import MOST, differences
from annotator.agreement.study_groups import Register
from annotator.agreement.study_notices import Notices
from annotator.agreement.study_sets import SetTask
from annotator.agreement.study_spans import SpanTask
from annotator.agreement.study_stance import StanceTask, is_stance
from annotator.agreement.study_unitizing import UnitizingTask
from annotator.agreement.study_view import View
from annotator.codebook import Facet


class _Task(Protocol):
    """What gathers documents and then makes rows."""

    def add(self, view: View) -> None: ...

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]: ...


@dataclass(slots=True)
class FacetStudy:
    """One facet on its way: its tasks, register, notices and differences."""

    facet: Facet
    register: Register
    tasks: list[_Task]
    notices: Notices
    changed: frozenset[str]
    stance: StanceTask | None
    differences: list[Disagreement] = field(default_factory=list)
    lost: int = 0

    @classmethod
    def of(cls, data: StudyData, facet: Facet) -> FacetStudy:
        register = Register()
        codes = [code.name for code in facet.codes]
        stance = StanceTask(facet, data.codebook, register) if is_stance(facet) else None
        tasks: list[_Task]
        if facet.unit == "document":
            tasks = [SetTask(facet.name, codes, register)]
        else:
            tasks = [SpanTask(facet.name, codes, register), UnitizingTask(facet.name, codes, register)]
        if stance is not None:
            tasks.append(stance)
        title = f"{facet.name[:1].upper()}{facet.name[1:]}"
        changed = frozenset(code for name, code in data.changed_codes if name == facet.name)
        return cls(facet, register, tasks, Notices(facet.name, title), changed, stance)

    def work(self) -> int:
        """How much there is to do once all documents are there."""
        spans = self.facet.unit == "span"
        return sum(self.register.work(spans=spans) for _ in self.tasks)

    def add(self, found: View) -> None:
        self.register.note(found)
        self.notices.note(found)
        for task in self.tasks:
            task.add(found)
        for difference in differences(found, self.facet.name, stance=self.stance is not None):
            if len(self.differences) < MOST:
                self.differences.append(difference)
            else:
                self.lost += 1

    def warnings(self, rows: Sequence[ResultRow], data: StudyData) -> list[str]:
        told = self.notices.warnings(rows, self.register, sorted(self.changed), compared=data.compare_changed)
        extra = self.stance.warnings() if self.stance else []
        return [*told, *(f"{self.notices.title}: {sentence}" for sentence in extra)]
