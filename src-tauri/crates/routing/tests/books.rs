//! Reading, checking and writing books: the case files, the schema beside the reader, the table
//! of operators, hostile input, and properties of books made up at random.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "books/cases.rs"]
mod cases;
#[path = "books/hostile.rs"]
mod hostile;
#[path = "books/parts.rs"]
mod parts;
#[path = "books/properties.rs"]
mod properties;
#[path = "books/schema.rs"]
mod schema;

use routing::Problem;

/// Code and place of each problem, in order.
fn seen(problems: &[Problem]) -> Vec<(&str, &str)> {
    problems
        .iter()
        .map(|problem| (problem.code, problem.place.as_str()))
        .collect()
}
