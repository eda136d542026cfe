//! Rechat over HTTP: what it says and takes on the wire, a client that gives up in bounded time,
//! and signing in.
//!
//! It knows nothing of mirrors, drafts or plans. Every request is bounded in time and size; what
//! cannot be known of a write (its answer was lost) is an error of its own, never a guess. Tokens
//! are [`Secret`]s, which print as dots; error texts carry no ids, addresses or tokens.
//!
//! Read in this order: `wire` (shapes), `client` (one request), `calls` (the endpoints), `session`
//! (the bearer), `sign_in` and `loopback` (the browser), `store` (where tokens are kept).

mod calls;
mod client;
mod clock;
mod error;
mod loopback;
mod secret;
mod session;
mod sign_in;
mod store;
pub mod wire;

pub use calls::{ChannelChange, Page, RuleList};
pub use client::{Client, Limits};
pub use clock::{Clock, SystemClock, backoff};
pub use error::{RemoteError, Result};
pub use loopback::Loopback;
pub use secret::Secret;
pub use session::{Bearer, Session};
pub use sign_in::{Grant, SignIn, SignInError, Tokens, WebApp};
pub use store::{Keyring, Memory, StoreError, TokenStore};
