"""Forms made from the declarations of options."""

from guiapp.form.form import OptionsForm
from guiapp.form.sections import SectionedForm

__all__ = ["OptionsForm", "SectionedForm"]
