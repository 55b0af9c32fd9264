#![no_main]

mod caught;

libfuzzer_sys::fuzz_target!(
    init: caught::leave_out(),
    |bytes: &[u8]| throughline_fuzz::notes(bytes)
);
