#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus_fuzz::{parts, read_articles, zip_of};

fuzz_target!(|bytes: &[u8]| {
    let [content, styles] = parts(bytes);
    let kind = b"application/vnd.oasis.opendocument.text".as_slice();
    read_articles("a.odt", &zip_of(&[("mimetype", kind), ("content.xml", content), ("styles.xml", styles)]));
});
