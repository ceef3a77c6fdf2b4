"""The agreement report: result rows -> HTML, PDF, XLSX, CSV, JSON. See ARCHITECTURE.md."""

from ui.report.write import write_report

__all__ = ["write_report"]
