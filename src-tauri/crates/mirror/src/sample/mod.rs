//! The sample brokerage that ships with the app, larger ones made to measure, and leads to try on
//! any book. Pure: the same arguments always give the same bytes.

mod adler;
mod dice;
mod generated;
mod leads;
mod names;
mod parts;
mod routes;

pub use adler::adler;
pub use generated::{Size, generated};
pub use leads::samples;
