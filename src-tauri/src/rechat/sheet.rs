//! The change sheet: where rules cannot be written, what a person does at Rechat's screen.

use std::collections::BTreeSet;

use mirror::Reader;
use sync::plan::{Plan, review};
use sync::sheet::{confirm, sheet};

use super::review::{open_conflicts, stale};
use super::{Rechat, Reviewed};
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{AppError, Busy, Code, PullProgress, SheetChecked, SheetStep};

impl Rechat {
    pub async fn tick_sheet_step(&self, step: String, ticked: bool) -> Result<(), AppError> {
        self.aside(move |rechat, session| {
            let now = locked(&rechat.0.now);
            let shown = now
                .reviewed
                .as_ref()
                .and_then(|reviewed| reviewed.plan.as_ref());
            let is_known =
                shown.is_some_and(|plan| sheet(plan).iter().any(|known| known.id == step));
            drop(now);
            if !is_known {
                return Err(stale("the sheet has no such step"));
            }
            let mut mirror = locked(&session.mirror);
            match ticked {
                true => mirror.tick_sheet_step(&step)?,
                false => mirror.untick_sheet_steps([step.as_str()].into_iter())?,
            }
            Ok(())
        })
        .await
    }

    pub async fn check_sheet(
        &self,
        tell: impl Fn(PullProgress) + Send + Sync,
    ) -> Result<SheetChecked, AppError> {
        let work = self.begin(Busy::CheckingSheet)?;
        let grant = self.signed_in_here(&work).await?;
        let theirs = self.fetch(&work, &grant, &tell).await?;
        self.aside(move |rechat, session| {
            let _no_plan_meanwhile = locked(&rechat.0.planning);
            let mirror = Reader::open(session.file())?;
            let revision = mirror.revision()?;
            let now = review(&mirror, theirs)?;
            let checked = check(session, &mirror, revision, &now);
            let mut state = locked(&rechat.0.now);
            state.counted = None;
            state.reviewed = Some(Reviewed {
                theirs: now.theirs,
                plan: None,
            });
            checked
        })
        .await
    }
}

/// `now` was made of the draft as it was at `revision`; an edit since then would be lost.
fn check(
    session: &Session,
    reader: &Reader,
    revision: u32,
    now: &sync::plan::Review,
) -> Result<SheetChecked, AppError> {
    if now.plan.has_rules {
        return Err(stale("this Rechat lets rules be written: push instead"));
    }
    if now.plan.open_conflicts() > 0 {
        return Err(open_conflicts(now.plan.open_conflicts()));
    }
    let steps = sheet(&now.plan);
    let ticks = reader.sheet_ticks()?;
    // A channel is settled with all of its steps.
    let open: BTreeSet<&str> = steps
        .iter()
        .filter(|step| !ticks.contains(&step.id))
        .map(|step| step.channel.as_str())
        .collect();
    let (done, left): (Vec<_>, Vec<_>) = steps
        .iter()
        .partition(|step| !open.contains(step.channel.as_str()));
    if done.is_empty() && !steps.is_empty() {
        let message = "no route has all of its steps ticked";
        return Err(AppError::new(Code::NothingToPush, message)
            .help("tick each step once it is done in Rechat"));
    }
    let channels = done.iter().map(|step| step.channel.clone()).collect();
    let mut mirror = session.for_a_step();
    if mirror.revision()? != revision {
        return Err(stale("the draft has changed since"));
    }
    let checked = confirm(&mut mirror, now, &channels)?;
    if checked.wrong.is_empty() {
        // Those of steps that Rechat shows done are off the sheet too.
        let is_left = |tick: &&String| left.iter().any(|step| step.id == **tick);
        let over = ticks.iter().filter(|tick| !is_left(tick));
        mirror.untick_sheet_steps(over.map(String::as_str))?;
    }
    let on_word = done.iter().any(|step| !step.can_be_read_back);
    Ok(SheetChecked {
        words: match (checked.wrong.is_empty(), left.len()) {
            (false, _) => {
                "Rechat shows something else than the sheet: nothing was settled.".to_owned()
            }
            (true, 0) if done.is_empty() => "Rechat says what the draft says.".to_owned(),
            (true, 0) => "Every step is settled.".to_owned(),
            (true, left) => format!("{} of {} steps are settled.", done.len(), done.len() + left),
        } + match checked.wrong.is_empty() && on_word {
            true => " What the rules say is on your word: Rechat does not show it.",
            false => "",
        },
        wrong: checked.wrong,
        edits: session.settled(&mirror, checked.applied)?,
    })
}

/// The sheet of a plan, with its ticks.
pub(super) fn steps(plan: &Plan, ticks: &BTreeSet<String>) -> Vec<SheetStep> {
    let steps = sheet(plan).into_iter().map(|step| SheetStep {
        ticked: ticks.contains(&step.id),
        id: step.id,
        number: u32::try_from(step.number).unwrap_or(u32::MAX),
        words: step.words,
        in_full: step.in_full,
        can_be_read_back: step.can_be_read_back,
    });
    steps.collect()
}
