//! The facade: opens a review and renders it in a few lines
