#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| throughline_fuzz::notes(bytes));
