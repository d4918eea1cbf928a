# Where exports go and imports come from.

transfer-project-files = { $path } belongs to the project itself.
    .hint = Choose a place beside the project’s own files.
transfer-not-a-file = { $path } is there and is not a file.
    .hint = Choose another name.
transfer-exists = { $path } is there already.
    .hint = Choose another name, or let it be replaced (--force).
transfer-not-a-folder = { $path } is a file, and this format makes a folder.
    .hint = Choose another name, or one that ends in .zip.
transfer-not-empty = The folder { $path } is not empty.
    .hint = Choose another name, or let an earlier export be replaced (--force).
transfer-foreign-folder = The folder { $path } holds { $file }, which is not of an export.
    .hint = Only a folder that was exported, with nothing else in it, is replaced. Choose another name.
transfer-unreadable = could not read { $place }: { $error }.
    .hint = Check the path and try again.
transfer-missing = could not read { $place }: there is no such file.
transfer-unreadable-in-zip = could not read { $place }: { $name }: { $error }.
transfer-neither = could not read { $place }: it is neither a file nor a folder.
transfer-named-twice = { $place } is named twice; it was read once.
transfer-is-a-project = { $place } is a project; its articles are not added.
transfer-no-file = could not read { $place }: it is not a file.
transfer-too-deep = could not read { $place }: folders lie too deep in each other.
transfer-unsafe-name = could not read { $place }: a file in it is called “{ $name }”.
transfer-too-large = could not read { $place }: it is more than { DIGITS($most) } MB.
transfer-too-much = could not read { $place }: with what was read before it is more than { DIGITS($most) } MB.
transfer-zip-limits =
    .hint = Where you trust it, unpack it yourself and import the folder.
