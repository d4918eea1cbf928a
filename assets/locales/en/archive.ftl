# Why a zip, or a file in it, is not read: the last part of a sentence.

archive-damaged = it is no zip, or it is damaged or cut off
archive-too-many = it has more than { DIGITS($most) } files
archive-twice = it has several files under one name, or is damaged
archive-overlap = files in it overlap, as no program packs them
archive-file-too-large = “{ $name }” unpacks to more than { DIGITS($most) } MB
archive-too-large = it unpacks to more than { DIGITS($most) } MB
archive-missing = it is not there
archive-no-file = it is no file
archive-packed = it is encrypted, or packed in an unknown way
archive-unreadable = { $error }
