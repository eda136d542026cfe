//! Pushing what was reviewed: nothing else, each step once, and after a crash what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use mirror::Reader;
use mirror::rechat::{Push, Remote, StepState as Noted};
use remote::{Clock, SystemClock};
use routing::words::counted;
use sync::plan::{Plan, review};
use sync::push::{
    NotFound, Ran, Refusal, Report, StepReport, back, begin, finish, give_up, known_channels,
    read_back, refusal, reports, run, took_effect,
};
use sync::{SyncError, Versions};
use tokio::task::block_in_place;

use super::review::{open_conflicts, stale, to_type};
use super::sign_in::Grant;
use super::{Rechat, Reviewed, Work};
use crate::session::{Session, whoever_runs_this};
use crate::snapshot::locked;
use crate::wire::{
    AppError, Busy, Code, Confirmation, EditState, PlanLine, PushNews, PushOutcome, PushState,
    PushStep, Pushed, StepAnswer, StepState,
};

impl Rechat {
    pub async fn push(
        &self,
        plan: String,
        confirmed: Vec<Confirmation>,
        tell: impl Fn(PushNews) + Send + Sync + 'static,
    ) -> Result<Pushed, AppError> {
        let work = self.begin(Busy::Pushing)?;
        let grant = self.signed_in_here(&work).await?;
        let (shown, confirmed) = self.what_was_shown(&plan, &confirmed)?;
        let checking = |progress| tell(PushNews::Checking { progress });
        let theirs = self.fetch(&work, &grant, &checking).await?;
        let who = grant.who.clone().or_else(whoever_runs_this);
        let versions = self
            .aside(move |rechat, session| {
                let _no_plan_meanwhile = locked(&rechat.0.planning);
                let mirror = Reader::open(session.file())?;
                let revision = mirror.revision()?;
                let now = review(&mirror, theirs)?;
                let refused = refusal(&shown, &now.plan, &confirmed);
                if refused.is_none() {
                    let who = who.as_deref().unwrap_or("somebody");
                    session.begin_push(revision, &shown, &now, who)?;
                }
                let mut state = locked(&rechat.0.now);
                state.counted = None;
                // For a look at what has changed.
                state.reviewed = refused.is_some().then_some(Reviewed {
                    theirs: now.theirs.clone(),
                    plan: None,
                });
                drop(state);
                match refused {
                    Some(refused) => Err(refused.into()),
                    None => Ok(now.theirs.versions),
                }
            })
            .await?;
        self.send(&work, &grant, versions, tell).await
    }

    pub async fn resume_push(
        &self,
        tell: impl Fn(PushNews) + Send + Sync + 'static,
    ) -> Result<Pushed, AppError> {
        let work = self.begin(Busy::Pushing)?;
        let grant = self.signed_in_here(&work).await?;
        let versions = self
            .aside(|_, session| {
                let mirror = Reader::open(session.file())?;
                open_push(&mirror)?;
                Ok(known_channels(&mirror)?)
            })
            .await?;
        self.send(&work, &grant, versions, tell).await
    }

    /// The plan by its name, and the channels whose deletion was confirmed by the right words.
    fn what_was_shown(
        &self,
        plan: &str,
        confirmed: &[Confirmation],
    ) -> Result<(Plan, BTreeSet<String>), AppError> {
        let now = locked(&self.0.now);
        let reviewed = now.reviewed.as_ref();
        let shown = reviewed.and_then(|reviewed| Some((reviewed.plan.as_ref()?, &reviewed.theirs)));
        let Some((shown, theirs)) = shown.filter(|(shown, _)| shown.id() == plan) else {
            return Err(stale("it is not the one that was shown last"));
        };
        let right = confirmed
            .iter()
            .filter(|typed| typed.typed.trim() == to_type(theirs, &typed.channel));
        let right = right.map(|typed| typed.channel.clone()).collect();
        Ok((shown.clone(), right))
    }

    /// Makes the calls of the open push, reads back, and ends it.
    async fn send(
        &self,
        work: &Work,
        grant: &Grant,
        versions: BTreeMap<String, Versions>,
        tell: impl Fn(PushNews) + Send + Sync + 'static,
    ) -> Result<Pushed, AppError> {
        let (session, push) = {
            let desk = self.0.desk.clone();
            self.aside(move |_, session| {
                let push = open_push(&Reader::open(session.file())?)?;
                Ok((desk.session()?, push))
            })
            .await?
        };
        tell(PushNews::Begun {
            steps: steps(&push),
        });
        let ran = self.calls(work, grant, &session, &push, versions, &tell);
        let ran = self.heard(ran.await).map_err(stands)?;
        let (push, remote) = self
            .aside(|_, session| {
                let mirror = Reader::open(session.file())?;
                let remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
                Ok((open_push(&mirror)?, remote))
            })
            .await?;
        if push.steps.iter().any(|step| step.state == Noted::Unknown) {
            return self
                .aside(move |_, session| undecided(session, &push))
                .await;
        }
        tell(PushNews::ReadingBack);
        let pushed = self.end(work, grant, push, remote, ran).await?;
        locked(&self.0.now).counted = None;
        Ok(pushed)
    }

    /// A stop is heard between two calls: one whose answer nobody waits for would leave a question.
    async fn calls(
        &self,
        work: &Work,
        grant: &Grant,
        session: &Session,
        push: &Push,
        versions: BTreeMap<String, Versions>,
        tell: &(impl Fn(PushNews) + Send + Sync),
    ) -> Result<Ran, SyncError> {
        let is_at_call = AtomicBool::new(false);
        let mut journal = |step, state: Noted, result: Option<&str>| {
            let sends = state == Noted::Sent;
            if sends && work.cancel.is_cancelled() {
                return Err(SyncError::Cancelled);
            }
            // An edit may hold the mirror, and the disk takes its time.
            block_in_place(|| locked(&session.mirror).note_step(push.number, step, state, result))?;
            is_at_call.store(sends, Ordering::Relaxed);
            tell(PushNews::Step {
                step,
                state: state.into(),
                result: result.map(sync::push::shown).filter(|said| said != "done"),
            });
            Ok(())
        };
        let stopped = async {
            work.cancel.cancelled().await;
            if is_at_call.load(Ordering::Relaxed) {
                // No call takes longer; what comes after it is not waited for.
                SystemClock.sleep(self.0.limits.whole).await;
            }
        };
        tokio::select! {
            biased;
            ran = run(&grant.client, push, versions, &mut journal) => ran,
            () = stopped => Err(SyncError::Cancelled),
        }
    }

    async fn end(
        &self,
        work: &Work,
        grant: &Grant,
        push: Push,
        remote: Remote,
        ran: Ran,
    ) -> Result<Pushed, AppError> {
        let reading = read_back(&grant.client, &push, &remote);
        let read = work.cancel.run_until_cancelled(reading).await;
        let read = self
            .heard(read.unwrap_or(Err(SyncError::Cancelled)))
            .map_err(stands)?;
        self.aside(move |_, session| session.end_push(|mirror| Ok(finish(mirror, ran, &read)?)))
            .await
    }

    pub async fn settle_step(&self, step: u32, answer: StepAnswer) -> Result<PushState, AppError> {
        let work = self.begin(Busy::Pushing)?;
        let (push, known) = self
            .aside(move |_, session| {
                let mirror = Reader::open(session.file())?;
                let push = open_push(&mirror)?;
                let noted = push.steps.get(usize::try_from(step).unwrap_or(usize::MAX));
                match noted.map(|noted| noted.state) {
                    Some(Noted::Unknown) => Ok((push, known_channels(&mirror)?)),
                    _ => Err(AppError::new(
                        Code::NotFound,
                        "no such step waits for an answer",
                    )),
                }
            })
            .await?;
        let (state, words) = match answer {
            StepAnswer::DidNot => (Noted::Waiting, None),
            StepAnswer::TookEffect => {
                let grant = self.signed_in_here(&work).await?;
                let known: BTreeSet<String> = known.into_keys().collect();
                let number = usize::try_from(step).unwrap_or(usize::MAX);
                let seen = took_effect(&grant.client, &push, number, &known).await;
                let words = self.heard(seen)?.map_err(|why: NotFound| {
                    AppError::new(Code::NotFound, why.to_string())
                        .help("look at the account's routes in Rechat once more")
                })?;
                (Noted::Done, Some(words))
            }
        };
        self.aside(move |_, session| {
            locked(&session.mirror).note_step(push.number, step, state, words.as_deref())?;
            Ok(())
        })
        .await?;
        drop(work);
        self.aside(|rechat, session| {
            let state = rechat.push_state(&Reader::open(session.file())?)?;
            state.ok_or_else(no_push)
        })
        .await
    }

    pub async fn give_up_push(&self) -> Result<Pushed, AppError> {
        let _work = self.begin(Busy::Pushing)?;
        self.aside(|rechat, session| {
            locked(&rechat.0.now).counted = None;
            session.end_push(|mirror| give_up(mirror)?.ok_or_else(no_push))
        })
        .await
    }

    pub async fn go_back_before(&self, push: u32) -> Result<EditState, AppError> {
        self.aside(move |_, session| {
            let mut mirror = session.for_a_step();
            if mirror.open_push()?.is_some() {
                return Err(SyncError::PushUnderWay.into());
            }
            let pushes = mirror.pushes(u32::MAX)?;
            let Some(push) = pushes.iter().find(|known| known.number == push) else {
                return Err(AppError::new(Code::NotFound, "there is no such push"));
            };
            let Some(applied) = back(&mut mirror, push)? else {
                let message = "the draft is as it was before that push already";
                return Err(AppError::new(Code::NothingToPush, message));
            };
            session.settled(&mirror, Some(applied))
        })
        .await
    }
}

impl Session {
    /// `now` was made of the draft as it was at `revision`; an edit since then would be lost.
    fn begin_push(
        &self,
        revision: u32,
        shown: &Plan,
        now: &sync::plan::Review,
        who: &str,
    ) -> Result<(), AppError> {
        let mut mirror = self.for_a_step();
        if mirror.revision()? != revision {
            return Err(stale("the draft has changed since"));
        }
        let applied = begin(&mut mirror, shown, now, who)?;
        self.settled(&mirror, applied)?;
        Ok(())
    }

    fn end_push(
        &self,
        end: impl FnOnce(&mut mirror::Mirror) -> Result<Report, AppError>,
    ) -> Result<Pushed, AppError> {
        let mut mirror = self.for_a_step();
        let mut report = end(&mut mirror)?;
        let edits = self.settled(&mirror, report.applied.take())?;
        Ok(Pushed {
            outcome: match report.done {
                true => PushOutcome::Done,
                false => PushOutcome::Stopped,
            },
            words: words(&report),
            steps: report.steps.into_iter().map(PushStep::from).collect(),
            differs: report.differs.iter().map(PlanLine::from).collect(),
            missing: report.missing.iter().map(PlanLine::from).collect(),
            edits,
        })
    }
}

fn open_push(mirror: &Reader) -> Result<Push, AppError> {
    mirror.open_push()?.ok_or_else(no_push)
}

fn no_push() -> AppError {
    AppError::new(Code::NoPushUnderWay, "no push is under way")
}

/// A push that was cut off is not lost.
fn stands(error: AppError) -> AppError {
    let message = match error.code {
        Code::Stopped => "the push stands still where it was stopped".to_owned(),
        _ => format!("the push stands still: {}", error.message),
    };
    AppError { message, ..error }
        .help("go on with it, and what is missing is sent and nothing twice; or give it up")
}

fn undecided(session: &Session, push: &Push) -> Result<Pushed, AppError> {
    let at = push
        .steps
        .iter()
        .position(|step| step.state == Noted::Unknown);
    let number = at.unwrap_or_default() + 1;
    Ok(Pushed {
        outcome: PushOutcome::Undecided,
        words: format!(
            "What became of step {number} cannot be found out from here. Look at People → Lead \
             Routing in Rechat and say whether it took effect; nothing more is sent until then."
        ),
        steps: steps(push),
        differs: Vec::new(),
        missing: Vec::new(),
        edits: session.edits_now()?,
    })
}

fn words(report: &Report) -> String {
    let total = report.steps.len();
    let done = report
        .steps
        .iter()
        .filter(|step| step.state == "done")
        .count();
    let halves = format!("{done} of {} done", counted(total, "step"));
    if !report.done {
        let refused = report.steps.iter().position(|step| step.state == "refused");
        let why = refused.map_or("it was given up".to_owned(), |at| {
            format!("step {} was refused", at + 1)
        });
        return format!(
            "{halves}, then {why}; the rest was not sent. What is missing stays in the draft."
        );
    }
    match (report.missing.len(), report.differs.len()) {
        (0, 0) => format!("{halves}. Rechat says what the draft says."),
        (0, differs) => format!(
            "{halves}. Rechat says {} the draft did not, which it now has too.",
            counted(differs, "thing"),
        ),
        (missing, _) => format!(
            "{halves}, and yet Rechat lacks {}: somebody else may have been there. Review again.",
            counted(missing, "change"),
        ),
    }
}

/// The steps of a push, as far as they have come.
pub(super) fn steps(push: &Push) -> Vec<PushStep> {
    reports(push).into_iter().map(PushStep::from).collect()
}

impl From<StepReport> for PushStep {
    fn from(step: StepReport) -> PushStep {
        PushStep {
            words: step.words,
            state: state(step.state),
            result: step.result.filter(|result| result != "done"),
        }
    }
}

/// By the journal's word.
pub(super) fn state(name: &str) -> StepState {
    match name {
        "waiting" => StepState::Waiting,
        "sent" => StepState::Sent,
        "done" => StepState::Done,
        "refused" => StepState::Refused,
        _ => StepState::Undecided,
    }
}

impl From<Noted> for StepState {
    fn from(noted: Noted) -> StepState {
        state(noted.name())
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> AppError {
        let message = refusal.to_string();
        match refusal {
            Refusal::Outdated(why) => stale(why),
            Refusal::Empty => AppError::new(Code::NothingToPush, message),
            Refusal::Conflicts(open) => open_conflicts(open),
            Refusal::Unconfirmed(_) => AppError::new(Code::UnconfirmedDeletions, message)
                .help("type the name of each channel that is to be deleted"),
            Refusal::NoRulesEndpoint => AppError::new(Code::NoRulesEndpoint, message),
            _ => AppError::new(Code::Internal, message),
        }
    }
}
