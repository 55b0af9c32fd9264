//! Synthesis to charts, PDF, tables
