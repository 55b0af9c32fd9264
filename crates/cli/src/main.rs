//! The `throughline` program: arguments, progress, printing. What it does, the library does.

mod agreement;
mod analyse;
mod args;
mod audit;
mod audited;
mod check;
mod draft;
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
        Command::Agreement(arguments) => agreement::run(arguments),
        Command::Audit(arguments) => audit::run(arguments),
        Command::Draft(arguments) => draft::run(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
