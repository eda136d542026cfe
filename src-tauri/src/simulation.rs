//! Trying leads: on a snapshot, with nothing kept from one to the next.

use routing::json::Node;
use routing::lead::{Lead, LeadParts, masked, read_time};
use routing::walk::{Claims, State, explain};

use crate::session::Session;
use crate::snapshot::{Snapshot, locked};
use crate::view;
use crate::wire::{AppError, ChannelBoard, Code, SimulateRequest, Simulation};

impl Session {
    /// A channel's rules in words, each with how many samples it takes.
    pub fn channel(&self, channel: &str) -> Result<ChannelBoard, AppError> {
        let snapshot = self.snapshot(channel)?;
        Ok(view::board::channel(&snapshot, &self.caught(channel)?))
    }

    /// Where one lead lands in the draft, and why.
    pub fn simulate(&self, lead: &SimulateRequest) -> Result<Simulation, AppError> {
        let revision = locked(&self.mirror).revision()?;
        let snapshot = self.snapshot(&lead.channel)?;
        let lead = read(&lead.channel, &lead.captured_at, &lead.payload)?;
        let Snapshot { roster, route } = &snapshot;
        let landing = explain(roster, route, &lead, Claims::Open, &mut State::default());
        self.snapshots.users_were_read()?;
        Ok(view::trace::simulation(revision, &snapshot, &landing))
    }

    pub(crate) fn snapshot(&self, channel: &str) -> Result<Snapshot, AppError> {
        let missing = || {
            AppError::new(
                Code::NotFound,
                format!("there is no channel {}", masked(channel)),
            )
        };
        self.snapshots.channel(channel)?.ok_or_else(missing)
    }
}

/// A payload, or a whole lead as history files hold them.
pub(crate) fn read<'a>(
    channel: &'a str,
    captured_at: &str,
    payload: &'a str,
) -> Result<Lead<'a>, AppError> {
    let captured_at = read_time(captured_at).map_err(|problem| bad_lead(&[problem]))?;
    let payload = Node::parse(payload).map_err(|error| {
        AppError::new(Code::BadLead, format!("the lead is not JSON: {error}"))
            .place(format!("line {}, column {}", error.line, error.column))
    })?;
    let payload = LeadParts::read(payload)
        .map_err(|problems| bad_lead(&problems))?
        .payload;
    Ok(Lead {
        id: None,
        channel: channel.into(),
        captured_at,
        payload,
    })
}

fn bad_lead(problems: &[routing::Problem]) -> AppError {
    let message = problems
        .first()
        .map_or("the lead cannot be read", |problem| &problem.message);
    AppError {
        help: problems.first().and_then(|problem| problem.help.clone()),
        ..AppError::new(Code::BadLead, message).problems(problems)
    }
}
