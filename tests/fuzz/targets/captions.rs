#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus_fuzz::read_articles;

fuzz_target!(|bytes: &[u8]| read_articles("captions.srt", bytes));
