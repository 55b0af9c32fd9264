//! Bytes to tables and note columns
