//! Faults: by chance and seed, or queued exactly by a test.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64_with_seed;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Latency(Duration),
    Status(u16),
    StatusAfter(u16),
    TooMany { retry_after: Duration },
    ResetBefore,
    ResetAfter,
    Truncate,
    Empty,
    Expire,
    OtherUser,
}

/// A specification is a list with commas of `FAULT:PROBABILITY`:
///
/// | fault | what happens |
/// | --- | --- |
/// | `latency=50ms` | the call waits so long (`ms` or `s`) before anything else |
/// | `500`, `502`, `503`, … | this status, without effect |
/// | `500-after` | the call takes effect, then this status |
/// | `429=1s` | `429` with `Retry-After: 1`, without effect |
/// | `reset-before` | the connection is reset, without effect |
/// | `reset-after` | the call takes effect, then the connection is reset |
/// | `truncate` | the call takes effect, and half of the reply's body arrives |
/// | `empty` | a capture takes effect and is answered 204 without a body, as documented |
/// | `expire` | the call's bearer expires: 401, and 401 from then on (a fixed bearer: this once) |
/// | `other-user` | somebody else changes a channel just before the call |
///
/// Latency, `other-user` and `expire` go with any other; of the rest a call meets one at most.
/// Chance is drawn from the seed, the method, the path with its query, and how many times that was
/// called before, so calls made in parallel meet the same faults in every run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaultSpec(Vec<(Fault, f64)>);

/// What is wrong with a specification.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadFault(String);

impl FromStr for FaultSpec {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<FaultSpec, BadFault> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts
            .map(|part| {
                let (fault, chance) = part.rsplit_once(':').ok_or_else(|| {
                    BadFault(format!(
                        "{part:?} has no probability: write it as {part}:0.1"
                    ))
                })?;
                let chance: f64 = chance
                    .parse()
                    .ok()
                    .filter(|chance| (0.0..=1.0).contains(chance))
                    .ok_or_else(|| {
                        BadFault(format!("{chance:?} is no probability: it is from 0 to 1"))
                    })?;
                Ok((fault.parse()?, chance))
            })
            .collect::<Result<_, _>>()
            .map(FaultSpec)
    }
}

impl FromStr for Fault {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Fault, BadFault> {
        let status = |text: &str| {
            let status: u16 = text.parse().ok()?;
            (500..600).contains(&status).then_some(status)
        };
        match text {
            "reset-before" => return Ok(Fault::ResetBefore),
            "reset-after" => return Ok(Fault::ResetAfter),
            "truncate" => return Ok(Fault::Truncate),
            "empty" => return Ok(Fault::Empty),
            "expire" => return Ok(Fault::Expire),
            "other-user" => return Ok(Fault::OtherUser),
            _ => {}
        }
        if let Some(wait) = text.strip_prefix("latency=") {
            return Ok(Fault::Latency(duration(wait)?));
        }
        if let Some(wait) = text.strip_prefix("429=") {
            let retry_after = duration(wait)?;
            return Ok(Fault::TooMany { retry_after });
        }
        if let Some(status) = text.strip_suffix("-after").and_then(status) {
            return Ok(Fault::StatusAfter(status));
        }
        status(text).map(Fault::Status).ok_or_else(|| {
            BadFault(format!(
                "{text:?} is no fault: there are latency=50ms, 500 to 599, 500-after, 429=1s, reset-before, \
                 reset-after, truncate, empty, expire and other-user"
            ))
        })
    }
}

fn duration(text: &str) -> Result<Duration, BadFault> {
    let number = |text: &str| text.parse::<u64>().ok();
    let read = match text.strip_suffix("ms") {
        Some(millis) => number(millis).map(Duration::from_millis),
        None => text
            .strip_suffix('s')
            .and_then(number)
            .map(Duration::from_secs),
    };
    read.ok_or_else(|| BadFault(format!("{text:?} is no time: write 50ms or 2s")))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Latency(wait) => write!(f, "latency={}ms", wait.as_millis()),
            Fault::Status(status) => write!(f, "{status}"),
            Fault::StatusAfter(status) => write!(f, "{status}-after"),
            Fault::TooMany { retry_after } => write!(f, "429={}ms", retry_after.as_millis()),
            Fault::ResetBefore => f.write_str("reset-before"),
            Fault::ResetAfter => f.write_str("reset-after"),
            Fault::Truncate => f.write_str("truncate"),
            Fault::Empty => f.write_str("empty"),
            Fault::Expire => f.write_str("expire"),
            Fault::OtherUser => f.write_str("other-user"),
        }
    }
}

/// A fault for exact calls, as `/__sandbox/faults` takes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queued {
    /// As in a specification, without its probability.
    pub fault: String,
    /// Any where it is left out.
    #[serde(default)]
    pub method: Option<String>,
    /// `*` stands for one part of a path, a last `**` for any rest. Any where it is left out.
    #[serde(default)]
    pub path: Option<String>,
    /// The how-many-th matching call from now on, from 1.
    #[serde(default = "once")]
    pub nth: u32,
    /// How many matching calls in a row.
    #[serde(default = "once")]
    pub times: u32,
    /// With `other-user`: what is changed, as `/__sandbox/edit` takes it.
    #[serde(default)]
    pub edit: Option<Value>,
}

fn once() -> u32 {
    1
}

/// A fault that a call meets.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    pub fault: Fault,
    /// Decides what is left to chance.
    pub draw: u64,
    pub edit: Option<Value>,
}

/// What is still to come.
#[derive(Debug)]
pub struct Faults {
    spec: FaultSpec,
    seed: u64,
    calls: HashMap<String, u64>,
    queue: Vec<(Fault, Queued)>,
}

impl Faults {
    pub fn new(spec: FaultSpec, seed: u64) -> Faults {
        Faults {
            spec,
            seed,
            calls: HashMap::new(),
            queue: Vec::new(),
        }
    }

    pub fn queue(&mut self, queued: Queued) -> Result<(), BadFault> {
        let fault = queued.fault.parse()?;
        if queued.nth == 0 || queued.times == 0 {
            return Err(BadFault("nth and times count from 1".to_owned()));
        }
        if queued.edit.is_some() && fault != Fault::OtherUser {
            return Err(BadFault("only other-user takes an edit".to_owned()));
        }
        self.queue.push((fault, queued));
        Ok(())
    }

    /// Forgets what is queued; chance goes on.
    pub fn clear(&mut self) {
        self.queue.clear();
    }

    /// How many queued faults wait for their call.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// What this call meets.
    pub fn draw(&mut self, method: &str, path: &str, query: Option<&str>) -> Vec<Met> {
        let mut met = self.take_queued(method, path);
        if !self.spec.0.is_empty() {
            let call = format!("{method} {path}?{}", query.unwrap_or_default());
            let nth = self.calls.entry(call.clone()).or_default();
            *nth += 1;
            for (index, (fault, chance)) in self.spec.0.iter().enumerate() {
                let key = format!("{call}\0{nth}\0{index}");
                let draw = xxh3_64_with_seed(key.as_bytes(), self.seed);
                if ((draw >> 11) as f64) < chance * (1u64 << 53) as f64 {
                    met.push(Met {
                        fault: *fault,
                        draw: xxh3_64_with_seed(key.as_bytes(), !self.seed),
                        edit: None,
                    });
                }
            }
        }
        met
    }

    fn take_queued(&mut self, method: &str, path: &str) -> Vec<Met> {
        let mut met = Vec::new();
        self.queue.retain_mut(|(fault, queued)| {
            let same_method = queued.method.as_deref().is_none_or(|one| one == method);
            let same_path = queued.path.as_deref().is_none_or(|one| covers(one, path));
            if !same_method || !same_path {
                return true;
            }
            if queued.nth > 1 {
                queued.nth -= 1;
                return true;
            }
            met.push(Met {
                fault: *fault,
                draw: self.seed,
                edit: queued.edit.clone(),
            });
            queued.times -= 1;
            queued.times > 0
        });
        met
    }
}

/// Whether a pattern of a path stands for `path`.
fn covers(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        match (wanted, parts.next()) {
            ("**", Some(_)) => return true,
            ("*", Some(_)) => {}
            (wanted, Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_specification_reads_every_fault_there_is() {
        let text = "latency=50ms:0.2, 500:0.1,503-after:1,429=1s:0.1,reset-before:0,reset-after:0.05,\
                    truncate:0.05,empty:0.1,expire:0.02,other-user:0.1";
        let spec: FaultSpec = text.parse().unwrap();
        let told: Vec<String> = spec.0.iter().map(|(fault, _)| fault.to_string()).collect();
        assert_eq!(
            told,
            [
                "latency=50ms",
                "500",
                "503-after",
                "429=1000ms",
                "reset-before",
                "reset-after",
                "truncate",
                "empty",
                "expire",
                "other-user"
            ]
        );
        assert_eq!("".parse::<FaultSpec>().unwrap(), FaultSpec::default());
    }

    #[test]
    fn what_is_wrong_with_a_specification_is_said() {
        for (text, said) in [
            ("500", "no probability"),
            ("500:2", "is no probability"),
            ("404:0.1", "is no fault"),
            ("latency=soon:1", "is no time"),
            ("reset:1", "is no fault"),
        ] {
            let error = text.parse::<FaultSpec>().unwrap_err().to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed_and_about_as_often_as_asked() {
        let met = |seed| -> Vec<bool> {
            let mut faults = Faults::new("500:0.2".parse().unwrap(), seed);
            (0..1_000)
                .map(|_| !faults.draw("GET", "/brands/a", None).is_empty())
                .collect()
        };
        assert_eq!(met(7), met(7));
        assert_ne!(met(7), met(8));
        let often = met(7).iter().filter(|met| **met).count();
        assert!((150..250).contains(&often), "{often} of 1000");
    }

    #[test]
    fn the_order_of_other_calls_changes_nothing() {
        let mut alone = Faults::new("500:0.5".parse().unwrap(), 1);
        let mut mixed = Faults::new("500:0.5".parse().unwrap(), 1);
        for _ in 0..50 {
            mixed.draw("GET", "/brands/b", None);
            assert_eq!(
                alone.draw("GET", "/brands/a", Some("start=0")),
                mixed.draw("GET", "/brands/a", Some("start=0"))
            );
        }
    }

    #[test]
    fn patterns_of_paths() {
        for (pattern, path, does) in [
            ("/brands/a", "/brands/a", true),
            ("/brands/*", "/brands/a", true),
            ("/brands/*", "/brands/a/users", false),
            ("/brands/**", "/brands/a/users", true),
            ("/brands/*/users", "/brands/a/users", true),
            ("/brands/*/users", "/brands/a/leads", false),
            ("/brands/a/users", "/brands/a", false),
        ] {
            assert_eq!(covers(pattern, path), does, "{pattern} {path}");
        }
    }
}
