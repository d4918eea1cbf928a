#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus_fuzz::{parts, read_articles, zip_of};

const CONTAINER: &[u8] = b"<container><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles></container>";

fuzz_target!(|bytes: &[u8]| {
    let [package, first, second] = parts(bytes);
    let files = [
        ("mimetype", b"application/epub+zip".as_slice()),
        ("META-INF/container.xml", CONTAINER),
        ("book.opf", package),
        ("1.xhtml", first),
        ("2.xhtml", second),
    ];
    read_articles("a.epub", &zip_of(&files));
});
