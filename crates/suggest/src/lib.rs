//! Themes suggested for notes without tags, each with its reason.
#![warn(missing_docs)]
