# The project folder: why something with its files did not work.

# What was tried, on which file, and the reason
store-could-not-list = Could not list { $path }: { $reason }.
store-could-not-make-folder = Could not make the folder { $path }: { $reason }.
store-could-not-open = Could not open { $path }: { $reason }.
store-could-not-pack = Could not pack { $path }: { $reason }.
store-could-not-read = Could not read { $path }: { $reason }.
store-could-not-remove = Could not remove { $path }: { $reason }.
store-could-not-rename = Could not rename { $path }: { $reason }.
store-could-not-write = Could not write { $path }: { $reason }.
# Reasons
store-permission-denied = permission was denied
    .hint = Check that you may write there.
store-read-only = the disk is read-only
    .hint = Save a copy of the project to a disk that can be written.
store-disk-full = the disk is full
store-quota = the disk quota is used up
store-no-room = Make room on the disk, then it can be saved.
store-not-there = it is not there
    .hint = Check that the folder is still there and the drive connected.
store-file-in-the-way = A file lies where a folder is needed: choose another place, or move the file away.
store-bad-file-name = Choose a shorter name without special characters.
store-check-disk = Check the disk or the network connection, then try again.
store-no-project = There is no Obelus project in { $path }.
    .hint = Choose a folder with a project.ron, or make a new project.
store-gone = The project is no longer in { $path }.
    .hint = Bring the folder back or connect its drive; then it can be saved.
store-occupied = There is a project in { $path } already.
    .hint = Open that project, or choose an empty folder.
# A finding in a file
store-unreadable = { $file }: { $message }
store-unreadable-at = { $file }:{ $place } { $message }
store-untouchable = { $file } was not overwritten, because it holds what Obelus cannot read: { $message }
store-linked = { $path } is a link, and inside a project none is followed.
    .hint = Put the file or folder itself in its place.
store-cancelled = The work was cancelled.
store-held = the files are open on { $host } (process { $process })
store-kept-as = It is kept as { $path }.

## What files may not hold

store-long-key = The key “{ $text }” is more than one character.
store-no-reason = “{ $word }” is none of the reasons.
store-no-digest = “{ $text }” is no SHA-256.
# Lines of an annotation set
store-lost-passage = A passage of “{ $attribute }”, “{ $words }”, is not where the file says.
store-lost-quote = “{ $words }” is not what the text says at { $start } to { $end }.
store-no-layer = The codebook has no layer “{ $layer }”.
store-no-code = The codebook has no code “{ $code }”.
store-no-claim = The ledger has no claim “{ $claim }”.
store-no-attribute = The codebook has no attribute “{ $name }” with such a value here.
# Bundles
store-bundle-too-many = The bundle has over { DIGITS($most) } files.
store-bundle-twice = The bundle names a file twice.
store-bundle-too-large = The bundle holds more than a project can.
store-bundle-foreign = A file “{ $file }” does not belong into such a bundle.
store-bundle-unread = The bundle does not say what it is: { $manifest } cannot be read ({ $error }).
store-member-unread = The file cannot be taken out of the bundle: { $error }.
store-member-other = The file is not the one that was put into the bundle.
    .hint = It was not taken in. Ask for the bundle to be sent again.
# Releases
store-release-damaged = The release was damaged or changed. Get it again from where it was published.
store-release-too-many = It names over { DIGITS($most) } files.
store-release-twice = It names “{ $file }” twice.
store-release-too-large = It promises more than a release can hold.
# Keys of the codebook
store-key-of-program = The key { $key } of “{ $name }” is taken: the program itself does something with it.
