"""A change of the codebook put in force from the window: what it touches is shown first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.codebook import Codebook
from annotator.errors import IntercoderError
from ui.desktop import ask
from ui.desktop.workbench import Workbench
from ui.workflows.codebook_acts import Moves, Plan, describe, plan_codebook, put_codebook

_SHOWN = 8


class CodebookChanges(QObject):
    """Asks over `window`. Nothing is changed where the coder says no, or the change is refused."""

    told = Signal(str)
    """What came of it, in a sentence."""

    def __init__(self, bench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self.bench, self.window_ = bench, window

    def apply(self, change: Callable[[Codebook], Codebook], *, moves: Moves | None = None) -> bool:
        """Plan a change, show what it touches where it touches codings or meanings, and put it in force; False where nothing
        was changed."""
        try:
            plan = plan_codebook(self.bench.project, change(self.bench.codebook), moves=moves)
            if not plan.kind and not plan.changes:
                return False
            if (plan.touched or plan.meaning) and not ask.confirm(self.window_, self.question(plan)):
                return False
            receipt = put_codebook(self.bench.project, plan, person=self.bench.coder)
        except IntercoderError as fault:
            self.bench.failed.emit(str(fault))
            self.told.emit(str(fault))
            return False
        if receipt is not None:
            self.bench.take(receipt)
            self.bench.reload()
            self.told.emit(self._summary(plan))
        return True

    def _summary(self, plan: Plan) -> str:
        """The version that came of it, and what is different in it."""
        book = self.bench.codebook
        words = self.tr("Version {0} (meaning) and {1} (aids)").format(book.meaning, book.aids)
        shown = "; ".join(describe(difference) for difference in plan.differences[:2])
        more = self.tr(" and {0} more").format(len(plan.differences) - 2) if len(plan.differences) > 2 else ""
        return f"{words}: {shown}{more}" if shown else words

    def question(self, plan: Plan) -> str:
        """The difference and the number of codings, before anything happens."""
        lines = [describe(difference) for difference in plan.differences[:_SHOWN]]
        if len(plan.differences) > _SHOWN:
            lines.append(self.tr("… and {0} more").format(len(plan.differences) - _SHOWN))
        if plan.touched:
            by = ", ".join(f"{coder} {number:,}" for coder, number in sorted(plan.touched.items()))
            lines.append(self.tr("%Ln codings get another code ({0}).", "", sum(plan.touched.values())).format(by))
        if plan.meaning:
            lines.append(
                self.tr(
                    "The meaning of %Ln codings changes: they are compared with later ones only when told so.",
                    "",
                    plan.meaning,
                )
            )
        return "\n".join([*lines, "", self.tr("One undo takes it back. Go on?")])
