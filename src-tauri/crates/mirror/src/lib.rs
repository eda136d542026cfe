//! The mirror: one brokerage in one SQLite file, where every edit is safe the moment it is made.
//!
//! It holds the draft (accounts, users, channels, rules), sample leads, the log of edits and every
//! version of the book, and knows nothing of how leads are routed or how Rechat is spoken to. A [`Mirror`] is the only
//! writer of its file; any number of [`Reader`]s may look at it meanwhile.
//!
//! Read in this order: `mirror` (the file), `log` (undo of everything), `edit` (what can be
//! edited), then the tables.

mod accounts;
mod book;
mod channels;
mod connection;
mod edit;
mod error;
mod finder;
mod log;
mod migrations;
mod mirror;
mod place;
mod reader;
pub mod rechat;
pub mod sample;
mod samples;
mod tree;
mod users;
mod versions;

pub use channels::ChannelRow;
pub use connection::{Connection, SignedIn};
pub use edit::{Edit, Holder, Place, PlaceOf, Role};
pub use error::{MirrorError, Result};
pub use finder::Finder;
pub use log::{Applied, Logged, Touched};
pub use mirror::{Mirror, check};
pub use reader::Reader;
pub use samples::Sample;
pub use tree::{Bounds, Texts, Tree};
pub use versions::{Version, VersionKind};
