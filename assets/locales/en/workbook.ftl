# Why a workbook cannot be read: the last parts of sentences.

workbook-too-many-cells = a sheet has more cells than are held at once ({ DIGITS($most) } MB)
workbook-missing = it has no such sheet
workbook-broken = it is damaged
workbook-locked = it opens with a password only
workbook-older = it is of Excel 95 or older; open it in a newer program and save it as XLSX
workbook-bad-cell = no cell can be called “{ $cell }”
