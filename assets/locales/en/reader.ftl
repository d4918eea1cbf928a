# The article, with what floats over it: picker, popovers, menu of a selection.
