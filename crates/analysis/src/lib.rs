//! Review to tables with polars; builds the Synthesis
