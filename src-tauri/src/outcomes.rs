//! What the samples say after every step: where each lands now and where it landed before, and
//! how far each rule reaches. Kept from step to step, so that only what a step touched runs again.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard};

use mirror::{Mirror, Reader, Sample, Touched};
use routing::facts::Facts;
use routing::landing::{By, Ending, Outcome};
use routing::roster::Roster;
use routing::route::Route;
use routing::walk::{Claims, State, matches, outline};
use routing::words;

use crate::edits;
use crate::session::{Session, home};
use crate::simulation::read;
use crate::snapshot::{Snapshot, locked};
use crate::wire::{self, AppError, Edit, Extent, Outcomes, RuleCatch, SampleOutcome};

/// What is known of the samples, and what of it the last step made untrue.
#[derive(Debug, Default)]
pub struct Watch {
    now: Option<Arc<Told>>,
    before: Option<Arc<Told>>,
    stale: Option<Touched>,
    /// Steps made so far: what was tried before the last one is not kept after it.
    steps: u64,
    /// By channel: of each rule, how many samples its condition is true of.
    reach: HashMap<String, Arc<Vec<u32>>>,
}

/// The samples at one revision, and before the last step up to it.
struct Seen {
    revision: u32,
    steps: u64,
    now: Arc<Told>,
    before: Option<Arc<Told>>,
}

/// Every sample, in order, as one state of the draft treats it.
#[derive(Debug)]
struct Told {
    list: Vec<Arc<Tried>>,
    by_id: HashMap<String, Arc<Tried>>,
}

#[derive(Debug)]
struct Tried {
    sample: Sample,
    channel: Option<String>,
    /// `None` where the sample cannot be read, or there is no channel at all.
    landed: Option<Landed>,
}

#[derive(Debug)]
struct Landed {
    fate: Fate,
    rule: Option<String>,
    fallback: bool,
    sentence: String,
}

/// Who gets it and by what; the same fate in other words is no change.
#[derive(Debug, PartialEq)]
struct Fate {
    outcome: Outcome,
    agents: Vec<String>,
    by: String,
    window_minutes: Option<u32>,
    if_unclaimed: Option<Box<Fate>>,
}

impl Session {
    /// Every sample before and after the last step; with a channel, how far its rules reach.
    pub fn outcomes(&self, channel: Option<&str>) -> Result<Outcomes, AppError> {
        let seen = self.told()?;
        let rules = match channel {
            Some(channel) => self.catches(channel, &seen)?,
            None => Vec::new(),
        };
        Ok(Outcomes {
            rules,
            ..compared(seen.revision, &seen.now, seen.before.as_deref())
        })
    }

    /// Every sample before and after an edit that is not made.
    pub fn preview(&self, edit: Edit) -> Result<Outcomes, AppError> {
        let edit = edits::kept(edit)?.0;
        let (mut mirror, Seen { revision, now, .. }) = self.told_and_taken()?;
        let trials = mirror.preview(&edit, |draft, touched| {
            let roster = match touched.people {
                true => Arc::new(Roster::new(&draft.accounts()?, &draft.users()?)),
                false => self.snapshots.people()?,
            };
            trials(draft, Some(&now), touched, |channel| {
                let Some(found) = draft.channel(channel)? else {
                    return Ok(None);
                };
                Ok(Some(Snapshot {
                    route: Arc::new(Route::new(&roster, &found)),
                    roster: Arc::clone(&roster),
                }))
            })
        })??;
        drop(mirror);
        Ok(compared(revision, &tell(trials), Some(&now)))
    }

    /// How many samples each rule of a channel takes, its fallback, and how many come in by it.
    pub(crate) fn caught(&self, channel: &str) -> Result<Caught, AppError> {
        Ok(Caught::new(channel, &self.told()?.now))
    }

    /// The mirror, for a step that changes the draft, once it is known what it will be compared
    /// with.
    pub(crate) fn for_a_step(&self) -> MutexGuard<'_, Mirror> {
        match self.told_and_taken() {
            Ok((mirror, _)) => mirror,
            // What fails here fails again for whoever asks for it, and is told then.
            Err(_) => locked(&self.mirror),
        }
    }

    pub(crate) fn after_a_step(&self, touched: &Touched) {
        if *touched == Touched::default() {
            return;
        }
        let mut watch = locked(&self.watch);
        watch.steps += 1;
        // Without the state just before the step there is nothing to compare with.
        if watch.stale.is_some() {
            watch.now = None;
        }
        watch.before = watch.now.clone();
        watch.stale = Some(touched.clone());
        if touched.samples {
            watch.reach.clear();
        }
        watch
            .reach
            .retain(|channel, _| !touched.channels.contains(channel));
    }

    /// The samples as they are told now and before the last step. The mirror is held while they are
    /// read, and not while they are tried.
    fn told(&self) -> Result<Seen, AppError> {
        // Laid out by now, it is not waited for with the mirror held.
        self.snapshots.people()?;
        let mirror = locked(&self.mirror);
        let revision = mirror.revision()?;
        let (kept, touched, before, steps) = {
            let watch = locked(&self.watch);
            let (before, steps) = (watch.before.clone(), watch.steps);
            if let (Some(now), None) = (&watch.now, &watch.stale) {
                return Ok(Seen {
                    revision,
                    steps,
                    now: Arc::clone(now),
                    before,
                });
            }
            let touched = watch.stale.clone().unwrap_or_default();
            (watch.now.clone(), touched, before, steps)
        };
        let trials = trials(&mirror, kept.as_deref(), &touched, |channel| {
            self.snapshots.channel(channel)
        })?;
        drop(mirror);
        let now = Arc::new(tell(trials));
        self.snapshots.users_were_read()?;
        self.keep(steps, &now);
        Ok(Seen {
            revision,
            steps,
            now,
            before,
        })
    }

    fn keep(&self, steps: u64, now: &Arc<Told>) {
        let mut watch = locked(&self.watch);
        if watch.steps == steps {
            watch.now = Some(Arc::clone(now));
            watch.stale = None;
        }
    }

    /// The mirror, and what is told of just the state it is in.
    fn told_and_taken(&self) -> Result<(MutexGuard<'_, Mirror>, Seen), AppError> {
        loop {
            let seen = self.told()?;
            let mirror = locked(&self.mirror);
            if mirror.revision()? == seen.revision {
                return Ok((mirror, seen));
            }
        }
    }

    fn catches(&self, channel: &str, seen: &Seen) -> Result<Vec<RuleCatch>, AppError> {
        let now = &seen.now;
        let Some(snapshot) = self.snapshots.channel(channel)? else {
            return Ok(Vec::new());
        };
        let reach = self.reach(channel, &snapshot, seen);
        let caught = Caught::new(channel, now);
        let tried = count(now.list.len());
        let rules = snapshot.route.channel.rules.iter().zip(reach.iter());
        let rules = rules.map(|(rule, matched)| RuleCatch {
            rule: rule.id.clone(),
            caught: caught.by_rule(&rule.id),
            of: caught.samples,
            matched: *matched,
            tried,
            extent: match *matched {
                _ if rule.when.is_none() || tried == 0 => None,
                0 => Some(Extent::Nothing),
                matched if matched == tried => Some(Extent::Everything),
                _ => None,
            },
        });
        Ok(rules.collect())
    }

    fn reach(&self, channel: &str, snapshot: &Snapshot, seen: &Seen) -> Arc<Vec<u32>> {
        if let Some(known) = locked(&self.watch).reach.get(channel) {
            return Arc::clone(known);
        }
        let route = &snapshot.route;
        let mut reach = vec![0; route.steps.len()];
        for tried in &seen.now.list {
            let Sample {
                captured_at,
                payload,
                ..
            } = &tried.sample;
            let Ok(lead) = read(channel, captured_at, payload) else {
                continue;
            };
            let facts = Facts::read(&lead.payload, lead.captured_at, route.channel.time_zone);
            for (count, matched) in reach.iter_mut().zip(matches(route, &facts)) {
                *count += u32::from(matched);
            }
        }
        let reach = Arc::new(reach);
        let mut watch = locked(&self.watch);
        if watch.steps == seen.steps {
            watch.reach.insert(channel.to_owned(), Arc::clone(&reach));
        }
        reach
    }
}

/// What is needed to tell of a sample where it lands.
enum Trial {
    Known(Arc<Tried>),
    Open {
        sample: Sample,
        channel: Option<String>,
        snapshot: Option<Snapshot>,
    },
}

/// Every sample, to be tried where it is new, or a step touched its channel or people.
fn trials(
    mirror: &Reader,
    kept: Option<&Told>,
    touched: &Touched,
    snapshot_of: impl Fn(&str) -> Result<Option<Snapshot>, AppError>,
) -> Result<Vec<Trial>, AppError> {
    let channels = mirror.all_channels()?;
    let mut snapshots: HashMap<String, Option<Snapshot>> = HashMap::new();
    let samples = mirror.samples()?.into_iter();
    let trials = samples.map(|sample| {
        let channel = home(&sample, &channels).map(str::to_owned);
        let is_untouched = |known: &&Arc<Tried>| {
            let through = channel
                .as_ref()
                .is_some_and(|id| touched.channels.contains(id));
            !touched.people && !through && known.sample == sample && known.channel == channel
        };
        let known = kept.and_then(|told| told.by_id.get(&sample.id));
        if let Some(known) = known.filter(is_untouched) {
            return Ok(Trial::Known(Arc::clone(known)));
        }
        if let Some(channel) = &channel
            && !snapshots.contains_key(channel)
        {
            snapshots.insert(channel.clone(), snapshot_of(channel)?);
        }
        let snapshot = channel.as_ref().and_then(|id| snapshots.get(id)?.clone());
        Ok(Trial::Open {
            sample,
            channel,
            snapshot,
        })
    });
    trials.collect()
}

fn tell(trials: Vec<Trial>) -> Told {
    let list = trials.into_iter().map(|trial| match trial {
        Trial::Known(tried) => tried,
        Trial::Open {
            sample,
            channel,
            snapshot,
        } => Arc::new(Tried {
            landed: snapshot.and_then(|snapshot| land(&snapshot, &sample)),
            sample,
            channel,
        }),
    });
    let list: Vec<Arc<Tried>> = list.collect();
    let by_id = list
        .iter()
        .map(|tried| (tried.sample.id.clone(), Arc::clone(tried)));
    Told {
        by_id: by_id.collect(),
        list,
    }
}

fn compared(revision: u32, now: &Told, before: Option<&Told>) -> Outcomes {
    let of = |tried: &Arc<Tried>| {
        let was = before.and_then(|before| before.by_id.get(&tried.sample.id));
        told(tried, was.map(Arc::as_ref))
    };
    let samples: Vec<SampleOutcome> = now.list.iter().map(of).collect();
    Outcomes {
        revision,
        changed: count(samples.iter().filter(|sample| sample.changed).count()),
        rules: Vec::new(),
        samples,
    }
}

/// What takes the samples that come in by one channel.
pub struct Caught {
    /// How many come in by it and can be read.
    pub samples: u32,
    by_rule: HashMap<String, u32>,
    pub by_fallback: u32,
}

impl Caught {
    fn new(channel: &str, told: &Told) -> Self {
        let mut caught = Caught {
            samples: 0,
            by_rule: HashMap::new(),
            by_fallback: 0,
        };
        let here = told
            .list
            .iter()
            .filter(|tried| tried.channel.as_deref() == Some(channel));
        for landed in here.filter_map(|tried| tried.landed.as_ref()) {
            caught.samples += 1;
            caught.by_fallback += u32::from(landed.fallback);
            if let Some(rule) = &landed.rule {
                *caught.by_rule.entry(rule.clone()).or_default() += 1;
            }
        }
        caught
    }

    pub fn by_rule(&self, rule: &str) -> u32 {
        self.by_rule.get(rule).copied().unwrap_or_default()
    }
}

fn land(snapshot: &Snapshot, sample: &Sample) -> Option<Landed> {
    let lead = read(&sample.channel, &sample.captured_at, &sample.payload).ok()?;
    let Snapshot { roster, route } = snapshot;
    let landing = outline(roster, route, &lead, Claims::Open, &mut State::default());
    let ending = &landing.ending;
    Some(Landed {
        fate: fate(ending),
        rule: match ending.by {
            By::Rule { rule } => Some(rule.to_owned()),
            _ => None,
        },
        fallback: ending.by == By::Fallback,
        sentence: words::plain(&words::headline(roster, route, &landing)),
    })
}

fn fate(ending: &Ending) -> Fate {
    Fate {
        outcome: ending.outcome,
        agents: ending.agents.iter().map(|id| (*id).to_owned()).collect(),
        by: format!("{:?}", ending.by),
        window_minutes: ending.window_minutes,
        if_unclaimed: ending
            .if_unclaimed
            .as_ref()
            .map(|unclaimed| Box::new(fate(&unclaimed.ending))),
    }
}

fn told(tried: &Tried, before: Option<&Tried>) -> SampleOutcome {
    let now = tried.landed.as_ref();
    let was = before.and_then(|before| before.landed.as_ref());
    SampleOutcome {
        sample: tried.sample.id.clone(),
        channel: tried.channel.clone().unwrap_or_default(),
        outcome: now.map(|landed| landed.fate.outcome.into()),
        rule: now.and_then(|landed| landed.rule.clone()),
        before: was.map(|landed| landed.sentence.clone()),
        after: now.map(|landed| landed.sentence.clone()),
        changed: before.is_some() && was.map(|was| &was.fate) != now.map(|now| &now.fate),
    }
}

impl From<Outcome> for wire::Outcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Assigned => wire::Outcome::Assigned,
            Outcome::Offered => wire::Outcome::Offered,
            Outcome::Inbox => wire::Outcome::Inbox,
        }
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn what_was_tried_before_a_step_is_not_kept_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("brokerage.mirror");
        let session = Session::open(&file, None, NaiveDate::default).unwrap();
        let channel = session.samples().unwrap()[0].channel.clone();
        let old = session.told().unwrap();
        let taken = session.outcomes(Some(&channel)).unwrap().rules;
        let rule = taken.iter().find(|rule| rule.caught > 0).unwrap();
        let edit = Edit::DeleteRule {
            rule: rule.rule.clone(),
        };
        session.edit(edit).unwrap();
        // Somebody has asked before the step, and is answered after it.
        let snapshot = session.snapshots.channel(&channel).unwrap().unwrap();
        session.keep(old.steps, &old.now);
        session.reach(&channel, &snapshot, &old);
        assert!(locked(&session.watch).reach.is_empty());

        let told = session.outcomes(Some(&channel)).unwrap();
        assert!(told.changed > 0);
        assert!(
            told.samples
                .iter()
                .all(|sample| sample.rule.as_ref() != Some(&rule.rule))
        );
        assert_eq!(told.rules.len() + 1, taken.len());
    }
}
