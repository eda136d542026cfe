//! What a sandbox is started with.

use std::path::PathBuf;
use std::time::Duration;

use crate::faults::FaultSpec;

#[derive(Clone, Debug)]
pub struct Options {
    /// On 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// Where the state is kept; in memory otherwise.
    pub state: Option<PathBuf>,
    /// A bearer for scripts: it never expires and covers the whole brokerage.
    pub token: Option<String>,
    /// Whether the extension for routing answers; without it every call of it is a 404.
    pub rules_endpoint: bool,
    /// Whether `/__sandbox/…` answers.
    pub control: bool,
    /// The only client that may sign in; any may where there is none.
    pub client: Option<Client>,
    /// How long a bearer lasts.
    pub expires_in: Duration,
    /// Faults that come by themselves.
    pub faults: FaultSpec,
    /// The same seed and the same calls meet the same faults.
    pub seed: u64,
    /// Whether each call is told on stderr, a line each, without secrets.
    pub log: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            port: 0,
            state: None,
            token: None,
            rules_endpoint: true,
            control: false,
            client: None,
            // As in the documentation's sample: 31 days.
            expires_in: Duration::from_secs(2_678_400),
            faults: FaultSpec::default(),
            seed: 0,
            log: false,
        }
    }
}

/// A registered client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub id: String,
    pub secret: String,
}
