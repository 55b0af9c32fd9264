//! The rules together, against readers stronger than the attacker inside the program.

mod drawn;
mod every_review;
mod exact_reader;
mod rules;
mod solver;
