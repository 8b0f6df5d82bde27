"""The second opinion: verify a finished plan from its request alone, sharing no code with the planners."""

from trimtab.planning.check.edits import check_edits
from trimtab.planning.check.findings import Finding
from trimtab.planning.check.verify import check_plan

__all__ = ["Finding", "check_edits", "check_plan"]
