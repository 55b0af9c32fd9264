//! The rules together, against readers stronger than the attacker inside the program.
