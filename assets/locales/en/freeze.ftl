# The dialog of a release.
