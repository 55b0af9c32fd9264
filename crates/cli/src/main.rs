//! The `throughline` program: arguments, progress, printing. What it does, the library does.

mod agreement;
mod analyse;
mod args;
mod audit;
mod audited;
mod carried;
mod check;
mod codebook;
mod draft;
mod export;
mod failure;
mod import;
mod init;
mod interrupt;
mod new_file;
mod notes;
mod panics;
mod problems;
mod progress;
mod query;
mod rejected;
mod report;
mod source;
mod suggest;
mod summary;
mod tags;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    panics::leave_out_those_that_are_caught();
    let arguments = Arguments::parse();
    interrupt::listen();
    let done = match &arguments.command {
        Command::Report(arguments) => report::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Analyse(arguments) => analyse::run(arguments),
        Command::Agreement(arguments) => agreement::run(arguments),
        Command::Audit(arguments) => audit::run(arguments),
        Command::Draft(arguments) => draft::run(arguments),
        Command::Codebook(arguments) => codebook::run(arguments),
        Command::Tags(arguments) => tags::run(arguments),
        Command::Suggest(arguments) => suggest::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::Query(arguments) => query::run(arguments),
        Command::Notes(arguments) => notes::run(arguments),
    };
    interrupt::wait_if_stopped();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
