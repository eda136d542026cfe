//! What the mirror and the engine know, as the window shows it: names beside ids, sentences
//! beside verdicts. Pure functions into `wire` types; the sentences themselves are the engine's.

pub mod board;
pub mod columns;
pub mod condition;
pub mod fields;
pub mod notes;
pub mod people;
pub mod trace;

use routing::Problem;

use crate::wire;

impl From<&Problem> for wire::Problem {
    fn from(problem: &Problem) -> Self {
        wire::Problem {
            code: problem.code.to_owned(),
            place: problem.place.clone(),
            message: problem.message.clone(),
            help: problem.help.clone(),
        }
    }
}
