//! Other tools' files, both ways: what they hold comes in as [`incoming::Incoming`], one form for
//! all of them, and what could not be carried is listed as [`NotCarried`], never dropped in silence.
#![warn(missing_docs)]

pub mod codebook;
pub mod import;
pub mod incoming;
pub mod kind;
pub mod landing;
pub mod refi;
pub mod segments;
pub mod sheets;
pub mod slug;
pub mod tables;
mod workbook;

pub use incoming::NotCarried;
