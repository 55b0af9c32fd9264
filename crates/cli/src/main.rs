//! The `throughline` program: arguments, progress, printing. What it does, the library does.

mod analyse;
mod args;
mod audit;
mod audited;
mod check;
mod failure;
mod problems;
mod progress;
mod report;
mod source;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Report(arguments) => report::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Analyse(arguments) => analyse::run(arguments),
        Command::Audit(arguments) => audit::run(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
