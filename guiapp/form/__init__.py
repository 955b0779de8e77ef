"""Forms made from the declarations of options."""

from guiapp.form.form import OptionsForm

__all__ = ["OptionsForm"]
