# Why a workbook cannot be read: the last parts of sentences.

workbook-too-many-cells = a sheet has more cells than are held at once ({ DIGITS($most) } MB)
workbook-bad-cell = no cell can be called “{ $cell }”
