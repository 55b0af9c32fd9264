//! JSON: every string and every key, by its pointer.

use super::{Leak, Scan, unread};
use serde_json::Value;
use throughline_core::synthesis::Synthesis;

/// Where names stand on purpose: the publisher, and each name of the list of contributors.
const PUBLISHER: &str = "/document/publisher";
const CONTRIBUTORS: &str = "/engaged/contributors/";

pub(super) fn leaks(scan: &Scan, file: &str, bytes: &[u8]) -> Vec<Leak> {
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return vec![unread(file, &error)],
    };
    let mut leaks = strings(scan, file, &value);
    if let Some(numbers) = &scan.numbers {
        match serde_json::from_value::<Synthesis>(value) {
            Ok(synthesis) => leaks.extend(numbers.synthesis(file, &synthesis)),
            Err(error) => leaks.push(unread(file, &error)),
        }
    }
    leaks
}

/// What the strings and keys of a document hold.
pub(super) fn strings(scan: &Scan, file: &str, value: &Value) -> Vec<Leak> {
    let mut leaks = Vec::new();
    walk(value, &mut String::new(), &mut |pointer, text| {
        let list = pointer.strip_prefix(CONTRIBUTORS);
        let exempt = (pointer == PUBLISHER && scan.publisher.is_some())
            || (scan.contributors.is_some()
                && list.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())));
        if !exempt {
            leaks.extend(scan.words(file, text, |_| pointer.to_owned()));
        }
    });
    leaks
}

/// Calls with the pointer of every string, and with that of the object for every key.
fn walk(value: &Value, pointer: &mut String, each: &mut impl FnMut(&str, &str)) {
    let length = pointer.len();
    match value {
        Value::String(text) => each(pointer, text),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&at.to_string());
                walk(item, pointer, each);
                pointer.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                each(pointer, key);
                pointer.push('/');
                // A key is part of the place only where it is one of ours.
                let ours = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                pointer.push_str(if ours { key } else { "…" });
                walk(field, pointer, each);
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
