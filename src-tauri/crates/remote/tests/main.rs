//! The client against documented JSON, the sandbox and servers that misbehave.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod bounds;
mod documented;
mod keys;
mod sign_in;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use remote::{Bearer, Client, Clock, Limits, Secret};

/// Time that passes when somebody sleeps, and when a test says so.
pub struct Hand {
    now: Mutex<SystemTime>,
    pub slept: Mutex<Vec<Duration>>,
}

impl Hand {
    pub fn new() -> Arc<Hand> {
        Arc::new(Hand {
            now: Mutex::new(SystemTime::now()),
            slept: Mutex::default(),
        })
    }

    pub fn advance(&self, time: Duration) {
        *self.now.lock().unwrap() += time;
    }
}

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(time);
        self.slept.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }
}

pub fn client(url: &str, bearer: Bearer, clock: &Arc<Hand>) -> Client {
    let limits = Limits {
        whole: Duration::from_secs(2),
        body: 100_000,
        ..Limits::default()
    };
    Client::new(url, bearer, limits, Arc::clone(clock) as Arc<dyn Clock>).unwrap()
}

pub fn fixed(token: &str) -> Bearer {
    Bearer::Fixed(Secret::new(token))
}
