//! Arguments of `throughline audit`.

use super::{AudienceArgument, Source};
use clap::{Args, ValueEnum};

pub(super) const LONG: &str = "\
Reads every statement, title and point for what it says about how many, and judges it on the notes:
\"most agencies\" with its claim, \"agencies felt\" without a number, \"the greatest challenge\".

Each phrase has a verdict:
  supported    the notes bear it
  understated  a stronger word of the scale fits
  unclaimed    no claim stands behind it
  overstated   it says more than the notes hold
  no evidence  no note supports it

With it stand the count, what the word means at this base, how many would have to change for the
verdict to turn, and the notes for and against by id. Writes nothing, but for --accept, which keeps
what the findings were judged on in findings.lock, so that a later audit says what changed.

Exit code 1 when a phrase is overstated or has no evidence; with --strict also when one is unclaimed
or understated.

Cost: one pass over the notes; texts are read only to look up words in quotation marks.";

pub(super) const EXAMPLES: &str = "\
Examples:
  throughline audit data/ogp-2023
  throughline audit data/ogp-2023 --strict --audience public
  throughline audit data/ogp-2023 --format json | jq '.judgements[] | select(.fragile)'";

/// `audit`
#[derive(Debug, Args)]
pub struct AuditArguments {
    /// What to read.
    #[command(flatten)]
    pub source: Source,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: AuditFormat,
    /// Fail on unclaimed and understated phrases too
    #[arg(long)]
    pub strict: bool,
    /// Who the findings are for [default: what review.toml says, else internal]
    #[arg(long, value_enum)]
    pub audience: Option<AudienceArgument>,
    /// Keep what the findings were judged on in findings.lock
    #[arg(long)]
    pub accept: bool,
}

/// `--format` of audit
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// A page to read
    Text,
    /// throughline-audit/1
    Json,
}
