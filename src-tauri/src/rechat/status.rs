//! Where the mirror stands with Rechat. Nothing here makes a call.

use mirror::Reader;
use mirror::rechat::StepState as Noted;

use super::mirrors::Home;
use super::sign_in::Grant;
use super::{Now, Rechat};
use crate::session::Session;
use crate::snapshot::locked;
use crate::wire::{
    AppError, Busy, Elsewhere, Halt, Line, PushState, RechatSettings, RechatStatus, RulesEndpoint,
    SignInState, TokenPlace,
};

/// Of Rechat itself; a white-labelled brokerage has its own.
const WEB: &str = "https://app.rechat.com";
const API: &str = "https://api.rechat.com";

impl Rechat {
    pub async fn status(&self) -> Result<RechatStatus, AppError> {
        self.aside(|rechat, session| {
            rechat.look_up(session)?;
            rechat.status_of(session)
        })
        .await
    }

    fn status_of(&self, session: &Session) -> Result<RechatStatus, AppError> {
        // A connection of its own, so that no edit is kept waiting.
        let mirror = Reader::open(session.file())?;
        let last = mirror.last_pull()?;
        let my_changes = self.my_changes(&mirror)?;
        let grant = locked(&self.0.now).grant.clone();
        let elsewhere = match &grant {
            Some(grant) => Home::of(self, session.file(), grant)?.elsewhere(&mirror, grant)?,
            None => None,
        };
        let settings = match (&grant, mirror.connection()?) {
            (Some(grant), _) => grant.settings.clone(),
            (None, Some(kept)) => RechatSettings {
                web: kept.web,
                api: kept.api,
                client_id: kept.client_id,
            },
            (None, None) => RechatSettings {
                web: WEB.to_owned(),
                api: API.to_owned(),
                client_id: String::new(),
            },
        };
        let push = self.push_state(&mirror)?;
        let now = locked(&self.0.now);
        Ok(RechatStatus {
            settings,
            sign_in: sign_in(&now),
            tokens: now.tokens.clone().unwrap_or(TokenPlace::Unknown),
            line: now.line.clone().unwrap_or(Line::Untried),
            rules: match &last {
                None => RulesEndpoint::Unknown,
                Some(last) if last.has_rules => RulesEndpoint::Present,
                Some(_) => RulesEndpoint::Absent,
            },
            pulled_at: last.map(|last| last.pulled_at),
            my_changes,
            elsewhere,
            busy: now.busy.as_ref().map(|(busy, _)| *busy),
            interrupted_pull: now
                .broken
                .as_ref()
                .filter(|broken| broken.is_fresh())
                .and_then(|broken| broken.progress),
            push,
        })
    }

    fn my_changes(&self, mirror: &Reader) -> Result<Option<u32>, AppError> {
        let Some(last) = mirror.last_pull()? else {
            return Ok(None);
        };
        let state = (mirror.path().to_owned(), mirror.revision()?, last.pulled_at);
        if let Some((counted, count)) = &locked(&self.0.now).counted
            && *counted == state
        {
            return Ok(Some(*count));
        }
        let Some(count) = sync::count_changes(mirror)? else {
            return Ok(None);
        };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        locked(&self.0.now).counted = Some((state, count));
        Ok(Some(count))
    }

    pub(super) fn push_state(&self, mirror: &Reader) -> Result<Option<PushState>, AppError> {
        let Some(push) = mirror.open_push()? else {
            return Ok(None);
        };
        let is_running = matches!(&locked(&self.0.now).busy, Some((Busy::Pushing, _)));
        let is_undecided = push.steps.iter().any(|step| step.state == Noted::Unknown);
        Ok(Some(PushState {
            steps: super::push::steps(&push),
            began_at: push.began_at,
            who: push.who,
            halt: match (is_running, is_undecided) {
                (true, _) => None,
                (false, true) => Some(Halt::Undecided),
                (false, false) => Some(Halt::Interrupted),
            },
        }))
    }
}

fn sign_in(now: &Now) -> SignInState {
    match (&now.page, &now.grant) {
        (Some(page), _) => SignInState::Waiting { page: page.clone() },
        (None, None) => SignInState::SignedOut,
        (None, Some(grant)) => {
            let (who, brokerage) = (grant.who.clone(), grant.brokerage.clone());
            match grant.ended {
                true => SignInState::Ended { who, brokerage },
                false => SignInState::SignedIn { who, brokerage },
            }
        }
    }
}

impl Home {
    fn elsewhere(self, mirror: &Reader, grant: &Grant) -> Result<Option<Elsewhere>, AppError> {
        let here = match mirror.root()? {
            Some(root) => root.name,
            None => "another brokerage".to_owned(),
        };
        let brokerage = grant.brokerage.clone();
        Ok(match self {
            Home::Here => None,
            Home::Known { file } => Some(Elsewhere::Known {
                words: format!(
                    "You are signed in for {brokerage}, which has a mirror of its own. This one holds {here}."
                ),
                brokerage,
                file: file.display().to_string(),
            }),
            Home::New => Some(Elsewhere::New {
                words: format!(
                    "You are signed in for {brokerage}. This mirror holds {here}, and stays as it is: \
                     a pull puts {brokerage} into a mirror of its own."
                ),
                brokerage,
            }),
        })
    }
}
