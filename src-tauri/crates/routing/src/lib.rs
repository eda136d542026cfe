//! The routing engine: which agent gets a lead, and why.
//!
//! Pure by design: no files, no sockets, no clock, no threads, no panics. Books, leads, times and
//! seeds come in as arguments; decisions, traces and problems go out as values. There is one walk
//! of the rules ([`walk`]); simulation, replay and everything that explains them are visitors of
//! it, so a trace cannot disagree with a decision.
//!
//! Read in this order: [`book`] (what is configured), [`facts`] (what a lead says),
//! [`condition`] (when a rule applies), [`rotation`] (whose turn it is), [`walk`] (who gets it),
//! [`landing`] (the answer). A [`Router`] is a book made ready to run.

pub mod book;
pub mod condition;
pub mod custom;
pub mod diff;
pub mod facts;
pub mod fields;
pub mod find;
pub mod fold;
pub mod json;
pub mod landing;
pub mod lead;
pub mod phone;
pub mod problem;
pub mod roster;
pub mod rotation;
pub mod route;
pub mod router;
pub mod walk;
pub mod words;

pub use book::Book;
pub use lead::{History, Lead};
pub use problem::{Problem, Problems};
pub use router::Router;
