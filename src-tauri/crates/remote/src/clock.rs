//! Time as an argument, so that tests wait for nothing.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> SystemTime;

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time))
    }
}

const FIRST_WAIT: Duration = Duration::from_millis(400);
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// How long to wait before try number `attempt` (1 is the second try): twice as long each time,
/// and anywhere in the upper half of that, so that many clients do not come back at once.
pub fn backoff(attempt: u32) -> Duration {
    let most = FIRST_WAIT
        .saturating_mul(1 << attempt.saturating_sub(1).min(10))
        .min(LONGEST_WAIT);
    let dice = getrandom::u32().unwrap_or_default();
    most / 2 + (most / 2).mul_f64(f64::from(dice) / f64::from(u32::MAX))
}
