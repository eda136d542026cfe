//! Pulling: what Rechat says into the mirror, the draft moved over it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use mirror::Reader;
use routing::words::counted;
use sync::{Known, Progress, Pull, STILL, SyncError, Theirs};
use tokio_util::sync::CancellationToken;

use super::mirrors::Home;
use super::sign_in::Grant;
use super::{Broken, Rechat, Reviewed, Work};
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Busy, Code, PlanLine, PullProgress, PullStage, Pulled};

impl Broken {
    /// One that broke off longer ago begins anew: what it read may no longer be true.
    pub fn is_fresh(&self) -> bool {
        self.at.elapsed() < STILL
    }
}

impl Rechat {
    pub async fn pull(
        &self,
        tell: impl Fn(PullProgress) + Send + Sync,
    ) -> Result<Pulled, AppError> {
        let work = self.begin(Busy::Pulling)?;
        let grant = self.signed_in(&work).await?;
        let (home, known, beside) = self.home_of(&grant).await?;
        let (mut pull, theirs) = self
            .read_on(&work, &grant, known, beside.as_deref(), &tell)
            .await?;
        let writing = PullProgress {
            stage: PullStage::Writing,
            done: 0,
            total: 0,
        };
        tell(writing);
        let cancel = work.cancel.clone();
        self.aside(move |rechat, session| {
            let _no_plan_meanwhile = locked(&rechat.0.planning);
            let pulled = match home {
                Home::New => rechat.pulled_anew(&grant, &theirs, &cancel),
                Home::Here | Home::Known { .. } => pulled_here(session, &theirs, &cancel),
            };
            let is_stopped = pulled.as_ref().is_err_and(|why| why.code == Code::Stopped);
            let mut now = locked(&rechat.0.now);
            if is_stopped {
                now.broken = Some(Broken {
                    pull,
                    whole: (home == Home::New).then_some(theirs),
                    brand: grant.brand.clone(),
                    progress: Some(writing),
                    at: Instant::now(),
                });
                return pulled;
            }
            pull.forget();
            let pulled = pulled?;
            now.counted = None;
            now.broken = None;
            // A review needs no other reading. Without a conflict the mirror has all of it, and
            // a large brokerage is large.
            now.reviewed = (pulled.conflicts > 0).then_some(Reviewed { theirs, plan: None });
            drop(now);
            Ok(pulled)
        })
        .await
    }

    /// Where a pull goes, and what is known there; refused before anything is read where it may
    /// not go there. With it the mirror that an unfinished pull is kept beside: what was read of a
    /// brokerage that gets no mirror after all does not stay behind.
    async fn home_of(&self, grant: &Grant) -> Result<(Home, Known, Option<PathBuf>), AppError> {
        let grant = grant.clone();
        self.aside(move |rechat, session| {
            let home = Home::of(rechat, session.file(), &grant)?;
            let known = match &home {
                Home::Here => {
                    let mirror = Reader::open(session.file())?;
                    if mirror.open_push()?.is_some() {
                        return Err(SyncError::PushUnderWay.into());
                    }
                    // It may have become this brokerage's since the sign-in, by an import.
                    rechat.adopt(session)?;
                    Known::of(&mirror)?
                }
                Home::New => Known::default(),
                Home::Known { file } => {
                    let message = format!(
                        "{} has a mirror of its own, which is not open",
                        grant.brokerage
                    );
                    return Err(AppError::new(Code::AnotherBrokerage, message)
                        .help("open that mirror and pull there")
                        .place(file.display().to_string()));
                }
            };
            let known = Known {
                root: Some(grant.brand),
                ..known
            };
            let beside = (home == Home::Here).then(|| session.file().to_owned());
            Ok((home, known, beside))
        })
        .await
    }

    /// Reads Rechat, from where an earlier reading broke off if that was not long ago, also with
    /// the app if it is kept `beside` the mirror.
    async fn read_on(
        &self,
        work: &Work,
        grant: &Grant,
        known: Known,
        beside: Option<&Path>,
        tell: &(impl Fn(PullProgress) + Send + Sync),
    ) -> Result<(Pull, Theirs), AppError> {
        let broken = locked(&self.0.now).broken.take();
        let usable = broken.filter(|broken| broken.is_fresh() && broken.brand == grant.brand);
        let (client, cancel) = (grant.client.clone(), work.cancel.clone());
        let (mut pull, mut progress) = match usable {
            Some(Broken {
                pull,
                whole: Some(theirs),
                ..
            }) if beside.is_none() => return Ok((pull, theirs)),
            Some(Broken {
                mut pull, progress, ..
            }) => {
                pull.again(client, known, cancel);
                (pull, progress)
            }
            None => {
                let pull = Pull::new(client, known, cancel);
                let pull = match beside {
                    Some(mirror) => pull.kept_beside(mirror),
                    None => pull,
                };
                (pull, None)
            }
        };
        let mut hear = |step: Progress| {
            let step = seen(step);
            progress = Some(step);
            tell(step);
        };
        let read = pull.run(&mut hear).await;
        let goes_on = match &read {
            Err(SyncError::Remote(error)) => {
                error.may_pass() || *error == remote::RemoteError::Unauthorized
            }
            Err(error) => matches!(error, SyncError::Cancelled),
            Ok(_) => false,
        };
        match self.heard(read) {
            Ok(theirs) => Ok((pull, theirs)),
            Err(why) => {
                if goes_on {
                    locked(&self.0.now).broken = Some(Broken {
                        pull,
                        whole: None,
                        brand: grant.brand.clone(),
                        progress,
                        at: Instant::now(),
                    });
                }
                Err(why)
            }
        }
    }

    /// Reads Rechat from the start, beside the mirror.
    pub(super) async fn fetch(
        &self,
        work: &Work,
        grant: &Grant,
        tell: &(impl Fn(PullProgress) + Send + Sync),
    ) -> Result<Theirs, AppError> {
        let known = self
            .aside(|_, session| {
                let mirror = Reader::open(session.file())?;
                if mirror.open_push()?.is_some() {
                    return Err(SyncError::PushUnderWay.into());
                }
                match mirror.last_pull()? {
                    Some(_) => Ok(Known::of(&mirror)?),
                    None => Err(SyncError::NeverPulled.into()),
                }
            })
            .await?;
        let mut pull = Pull::new(grant.client.clone(), known, work.cancel.clone());
        let read = pull.run(&mut |step| tell(seen(step))).await;
        self.heard(read)
    }

    fn pulled_anew(
        &self,
        grant: &Grant,
        theirs: &Theirs,
        cancel: &CancellationToken,
    ) -> Result<Pulled, AppError> {
        let session = self.make_mirror(grant, theirs, cancel)?;
        Ok(Pulled {
            words: words(theirs),
            draft: "It is in a mirror of its own, which is open now.".to_owned(),
            changes: Vec::new(),
            conflicts: 0,
            notes: notes(theirs),
            requests: u32::try_from(theirs.requests).unwrap_or(u32::MAX),
            another_mirror: true,
            edits: session.edits_now()?,
        })
    }
}

fn pulled_here(
    session: &Session,
    theirs: &Theirs,
    cancel: &CancellationToken,
) -> Result<Pulled, AppError> {
    let (taken, edits) = session.take_in(theirs, cancel)?;
    let conflicts = u32::try_from(taken.conflicts.len()).unwrap_or(u32::MAX);
    let mine = sync::count_changes(&Reader::open(session.file())?)?.unwrap_or_default();
    Ok(Pulled {
        words: words(theirs),
        draft: draft(mine, conflicts),
        changes: taken.changes.iter().map(PlanLine::from).collect(),
        conflicts,
        notes: notes(theirs),
        requests: u32::try_from(theirs.requests).unwrap_or(u32::MAX),
        another_mirror: false,
        edits,
    })
}

fn seen(step: Progress) -> PullProgress {
    let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    PullProgress {
        stage: match step.what {
            "people" => PullStage::People,
            "accounts" => PullStage::Accounts,
            "channels" => PullStage::Channels,
            _ => PullStage::Rules,
        },
        done: number(step.done),
        total: number(step.total),
    }
}

fn words(theirs: &Theirs) -> String {
    let book = &theirs.book;
    let root = book
        .accounts
        .iter()
        .find(|account| account.parent.is_none());
    let rules: usize = book
        .channels
        .iter()
        .map(|channel| channel.rules.len())
        .sum();
    format!(
        "Pulled {}: {}, {}, {}.",
        root.map_or("the brokerage", |root| &root.name),
        counted(book.accounts.len(), "account"),
        counted(book.channels.len(), "channel"),
        counted(rules, "rule"),
    )
}

fn draft(mine: usize, conflicts: u32) -> String {
    let stands = match mine {
        0 => return "Your draft says what Rechat says.".to_owned(),
        1 => "Your change stands over what Rechat says.".to_owned(),
        mine => format!("Your {mine} changes stand over what Rechat says."),
    };
    match conflicts {
        0 => stands,
        1 => format!(
            "{stands} In one place both sides changed the same thing: yours is kept until you choose in the review."
        ),
        many => format!(
            "{stands} In {many} places both sides changed the same thing: yours is kept until you choose in the review."
        ),
    }
}

fn notes(theirs: &Theirs) -> Vec<String> {
    let no_rules = (!theirs.has_rules).then(|| {
        "This Rechat does not let rules be read or written: they stay as the draft has them, and \
         changes become a sheet to follow by hand."
            .to_owned()
    });
    let left_out = (theirs.left_out > 0).then(|| {
        format!(
            "{} could not be tied to this brokerage and {} left out.",
            counted(theirs.left_out, "account"),
            if theirs.left_out == 1 { "was" } else { "were" },
        )
    });
    no_rules.into_iter().chain(left_out).collect()
}
