# Words of every view.
